import type { Instant } from '../shared/codecs';
import type { PlatformEvent, Understood } from './platform-event';

/** What a message says of itself; publishers leave much of it out. */
export type Envelope = {
  readonly eventId?: string;
  readonly version?: string;
  readonly timestamp?: Instant;
  readonly source?: string;
  readonly correlationId?: string;
};

/** A message of the platform in the one shape that the ledger works with, whatever it arrived in. */
export type PlatformMessage = Understood & { readonly event: PlatformEvent; readonly envelope: Envelope };
