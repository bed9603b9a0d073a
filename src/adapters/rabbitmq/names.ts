import type { Channel } from '../../domain/shared/codecs';

/** What things are called on the broker. */
export type BrokerNames = {
  /** The exchange on which the platform tells what happened. */
  readonly events: string;
  /** The exchange of the ledger's own work. */
  readonly work: string;
  readonly deadLetters: string;
  /** What the names of all queues begin with. */
  readonly service: string;
};

/** As the contract with the platform has them. A test takes others, so that it has a corner of the broker for itself. */
export const platformNames: BrokerNames = {
  events: 'cloudphone.events',
  work: 'cloudphone.notifications',
  deadLetters: 'cloudphone.notifications.dlx',
  service: 'notification-service',
};

export const eventQueue = ({ service }: BrokerNames, eventType: string): string => `${service}.${eventType}`;
/** What a queue of `eventQueue` is for. */
export const eventTypeOf = ({ service }: BrokerNames, queue: string): string => queue.slice(service.length + 1);

/** Where a message of `queue` waits for its try number `retry` (from 1 on). */
export const retryQueue = (queue: string, retry: number): string => `${queue}.retry.${retry}`;

export const deadLetterQueue = ({ service }: BrokerNames): string => `${service}.dlq`;

export const deliverQueue = ({ service }: BrokerNames, channel: Channel): string => `${service}.${deliverKey(channel)}`;
export const deliverKey = (channel: Channel): string => `deliver.${channel}`;

/** Chunks of batches, as the contract with the platform has it. */
export const bulkKey = 'bulk.send';
export const bulkQueue = ({ service }: BrokerNames): string => `${service}.${bulkKey}`;

/** Where work of `queue` that was put off rests. */
export const laterQueue = (queue: string): string => `${queue}.later`;

export const markerQueue = ({ service }: BrokerNames): string => `${service}.marker`;
