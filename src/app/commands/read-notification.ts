import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { locateRequest, notificationStream } from '../../domain/notification/location';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { NotificationId } from '../../domain/shared/codecs';
import { type History, readHistory } from './read-history';

/** A notification's events, its request first, wherever that stands; empty where there is no request. */
export const readNotification = (journal: Journal, id: NotificationId): TE.TaskEither<JournalUnavailable, History> => {
  const own = notificationStream(id);
  const { stream, revision } = locateRequest(id);
  if (stream === own) return readHistory(journal, own);
  return pipe(
    readHistory(journal, stream, { from: revision, limit: 1 }),
    TE.map((request) => request.filter(({ event }) => event.type === 'NotificationRequested')),
    TE.chain((request) =>
      pipe(
        readHistory(journal, own),
        TE.map((since) => [...request, ...since]),
      ),
    ),
  );
};
