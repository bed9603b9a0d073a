import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { DomainEvent } from '../../domain/events';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { Opened, Vault } from '../../domain/ports/vault';
import type { SealedPart } from '../../domain/shared/codecs';
import type { Recorded } from '../../domain/shared/recorded';
import type { HistoryEvent } from '../queries';

type Event = Recorded<DomainEvent>;

const personalPart = ({ event, stream, id }: Event): SealedPart | undefined => {
  if (!('personal' in event.data) || event.data.personal === null) return undefined;
  return { stream, type: event.type, eventId: id, sealed: event.data.personal };
};

const openedValue = (opened: Opened): unknown => {
  switch (opened.status) {
    case 'open':
      return opened.value;
    case 'gone':
      return { erased: true };
    case 'damaged':
      return { damaged: true };
  }
};

/**
 * Events as an auditor reads them, `personal` null where there is none; one call to the key ring for all. Secret
 * variables stay sealed: nobody reads a history to learn a reset code.
 */
export const openHistory =
  (vault: Vault) =>
  (events: ReadonlyArray<Event>): TE.TaskEither<KeyRingUnavailable, ReadonlyArray<HistoryEvent>> => {
    const parts = events.flatMap((event) => personalPart(event) ?? []);
    return pipe(
      vault.open(parts),
      TE.map((opened) => {
        const values = new Map(opened.map((one, index) => [parts[index], openedValue(one)]));
        const byEvent = new Map(parts.map((part) => [`${part.stream} ${part.eventId}`, values.get(part)]));
        return events.map((event) => ({ ...event, personal: byEvent.get(`${event.stream} ${event.id}`) ?? null }));
      }),
    );
  };
