import type { DomainEvent, EventType } from '../../domain/events';
import type { Instant } from '../../domain/shared/codecs';
import { deriveIds } from '../../domain/shared/derive-id';
import type { JsonObject } from '../../domain/shared/json';
import type { Actor } from '../../domain/shared/recorded';
import type { NewEvent } from '../../domain/shared/stored-event';

/** Why events are written: by whom, when, and for what. Its `id` makes their ids, so the same cause writes the same. */
export type Cause = {
  readonly id: string;
  /** What the history names as the cause, where that is another name than the one that makes the ids. */
  readonly causedBy?: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly at: Instant;
};

/** The schema that today's codecs write. */
const SCHEMA_VERSION = 1;

/** The id of the `nth` event of its type that a cause writes to a stream: known before it is decided, to seal for it. */
export const eventIdsOf = (
  namespace: string,
  stream: string,
  causeId: string,
  type: EventType,
): ((nth: number) => string) => deriveIds(namespace, stream, causeId, type);

/** The id of the first event of its type that a cause writes to a stream. */
export const eventIdOf = (namespace: string, stream: string, causeId: string, type: EventType): string =>
  eventIdsOf(namespace, stream, causeId, type)(0);

/** A decided event as the journal takes it, under an id that is known already. */
export const toNewEvent = ({ type, data }: DomainEvent, cause: Cause, id: string): NewEvent => ({
  id,
  type,
  data: data as JsonObject,
  metadata: {
    $correlationId: cause.correlationId,
    $causationId: cause.causedBy ?? cause.id,
    actor: cause.actor,
    at: cause.at,
    v: SCHEMA_VERSION,
  },
});

/** Decided events as the journal takes them. The codecs transform nothing, so data is JSON as it stands. */
export const toNewEvents = (
  namespace: string,
  stream: string,
  cause: Cause,
  events: ReadonlyArray<DomainEvent>,
): ReadonlyArray<NewEvent> => {
  const ofTypes = new Map<EventType, { readonly idAt: (nth: number) => string; written: number }>();
  return events.map((event) => {
    const { type } = event;
    const ofType = ofTypes.get(type) ?? { idAt: eventIdsOf(namespace, stream, cause.id, type), written: 0 };
    ofTypes.set(type, ofType);
    return toNewEvent(event, cause, ofType.idAt(ofType.written++));
  });
};
