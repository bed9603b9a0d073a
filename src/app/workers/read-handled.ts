import * as E from 'fp-ts/Either';
import type { DomainEvent } from '../../domain/events';
import type { Recorded } from '../../domain/shared/recorded';
import type { StoredEvent } from '../../domain/shared/stored-event';
import type { ReadEvent } from './read-event';

/** An event that a projection can't go past, and why, by a tag. */
export type Fault = { readonly event: Pick<StoredEvent, 'position' | 'type'>; readonly tag: string };
/** Of a run of events those that a projection handles; where one of them can't be read, those before it. */
export type Handled = { readonly events: ReadonlyArray<Recorded<DomainEvent>>; readonly fault: Fault | undefined };

/** Reads what a projection handles; what it does not handle is not looked at. */
export const readHandled = (
  stored: ReadonlyArray<StoredEvent>,
  handles: ReadonlySet<string>,
  readEvent: ReadEvent,
): Handled => {
  const events: Array<Recorded<DomainEvent>> = [];
  for (const event of stored) {
    if (!handles.has(event.type)) continue;
    const recorded = readEvent(event);
    if (E.isLeft(recorded)) return { events, fault: { event, tag: recorded.left._tag } };
    events.push(recorded.right);
  }
  return { events, fault: undefined };
};
