import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { DomainEvent } from '../../domain/events';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { ContentPart } from '../../domain/notification/content-part';
import type { JournalUnavailable } from '../../domain/ports/journal';
import type { Opened } from '../../domain/ports/vault';
import type { Recorded } from '../../domain/shared/recorded';
import type { HistoryEvent } from '../queries';
import { openContents, type Sources } from '../vault/open-contents';

type Event = Recorded<DomainEvent>;

const personalPart = ({ event, stream, id }: Event): ContentPart | undefined => {
  if (!('personal' in event.data) || event.data.personal === null) return undefined;
  const { personal } = event.data;
  if ('key' in personal) return 'userId' in event.data ? { userId: event.data.userId, shared: personal } : undefined;
  return { stream, type: event.type, eventId: id, sealed: personal };
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
 * Events as an auditor reads them, `personal` null where there is none, and what members of a batch share told of each. Secret
 * variables stay sealed: nobody reads a history to learn a reset code.
 */
export const openHistory =
  (sources: Sources) =>
  (
    events: ReadonlyArray<Event>,
  ): TE.TaskEither<KeyRingUnavailable | JournalUnavailable, ReadonlyArray<HistoryEvent>> => {
    const parts = events.map(personalPart);
    return pipe(
      openContents(sources)(parts.flatMap((part) => part ?? [])),
      TE.map((opened) => {
        let next = 0;
        return events.map((event, index) => {
          const one = parts[index] === undefined ? undefined : opened[next++];
          return { ...event, personal: one === undefined ? null : openedValue(one) };
        });
      }),
    );
  };
