import type { PlatformMessage } from '../../domain/platform/message';
import type { Instant } from '../../domain/shared/codecs';
import type { Actor } from '../../domain/shared/recorded';
import type { Cause } from '../commands/to-new-events';

/** A message that was understood. `fingerprint`: what it says, as an HMAC; two of one identity must agree on it. */
export type Arrival = {
  readonly message: PlatformMessage;
  readonly identity: string;
  readonly fingerprint: string;
  readonly now: Instant;
};

export const intakeActor: Actor = { kind: 'system', id: 'intake' };

/** Why its events are written. */
export const causeOf = ({ message, identity, now }: Arrival): Cause => ({
  id: identity,
  actor: intakeActor,
  correlationId: message.envelope.correlationId ?? identity,
  at: now,
});
