import type { Instant } from './codecs';
import type { Position, Revision } from './stored-event';

/** Who did it: a user or a service by its token's subject, or the system itself. */
export type Actor = { readonly kind: 'user' | 'service' | 'system'; readonly id: string };

/** A decoded event with its place and its metadata. `at` is the only time that readers use. */
export type Recorded<Event> = {
  readonly event: Event;
  readonly id: string;
  readonly stream: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly at: Instant;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
};
