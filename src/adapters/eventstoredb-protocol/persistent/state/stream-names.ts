/** The stream that stands for all of them, and what groups on everything are named after. */
export const ALL = '$all';

/** Where EventStoreDB keeps which groups there are, and so does this server (contract, section 12.1). */
export const CONFIG_STREAM = '$persistentSubscriptionConfig';

export const groupKey = (source: string, group: string): string => `${source}::${group}`;

export const checkpointStream = (key: string): string => `$persistentsubscription-${key}-checkpoint`;

export const parkedStream = (key: string): string => `$persistentsubscription-${key}-parked`;
