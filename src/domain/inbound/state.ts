export type ParkStatus = 'open' | 'replayed' | 'discarded';

export type InboundState = {
  /** What the recorded event said, as an HMAC; undefined: none was recorded. */
  readonly fingerprint: string | undefined;
  readonly parks: ReadonlyMap<string, ParkStatus>;
};

export const initialState: InboundState = { fingerprint: undefined, parks: new Map() };
