export const inboundStream = (identity: string): string => `inbound-${identity}`;
