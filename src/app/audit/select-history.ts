import { pipe } from 'fp-ts/function';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { JournalError } from '../../domain/ports/journal';
import type { Instant, NotificationId } from '../../domain/shared/codecs';
import type { StoredEvent } from '../../domain/shared/stored-event';
import type { HistoryEvent, HistoryFilter } from '../queries';
import { createReadHistory } from '../queries/create-read-history';
import { openHistory } from '../queries/open-history';
import { readNotificationHistory } from '../queries/read-notification-history';
import type { Sources } from '../vault/open-contents';

/** Of whose history: one notification's, one user's, one batch's, or all of it. */
export type Subject =
  | { readonly kind: 'notification'; readonly id: NotificationId }
  | { readonly kind: 'user' | 'batch'; readonly id: string }
  | { readonly kind: 'all' };

/** `from` inclusive, `to` exclusive, by the events' `at`. */
export type Selection = {
  readonly subject: Subject;
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
};

const isOfUser =
  (id: string) =>
  ({ data }: StoredEvent): boolean =>
    data['userId'] === id || data['about'] === id;

const isMember = (notificationId: unknown, batch: string): boolean =>
  typeof notificationId === 'string' && notificationId.startsWith(`${batch}.`);

/** Where its chunks, and what their members share, stand. */
const inStreamsOf = (id: string): ReadonlyArray<string> => [`chunk-${id}.`, `content-${id}.`];

/** The batch itself, its chunks, what they share, its members, and what was delivered to them. */
const isOfBatch =
  (id: string) =>
  ({ stream, data }: StoredEvent): boolean =>
    stream === `batch-${id}` ||
    inStreamsOf(id).some((start) => stream.startsWith(start)) ||
    isMember(data['notificationId'], id);

async function* ofNotification(
  sources: Sources,
  id: NotificationId,
  { from, to }: Selection,
): AsyncGenerator<HistoryEvent> {
  const read = await pipe(readNotificationHistory(sources.journal, id), TE.chainW(openHistory(sources)))();
  if (E.isLeft(read)) throw new JournalError('a part of it does not answer', 'unavailable', { cause: read.left.cause });
  for (const one of read.right)
    if ((from === undefined || one.at >= from) && (to === undefined || one.at < to)) yield one;
}

/**
 * A part of the history, in journal order, opened where keys live, streamed in constant memory. It is read from the journal
 * alone, so that it is whole however far the views have come. Throws a JournalError where it can't go on.
 */
export const selectHistory = (sources: Sources, selection: Selection): AsyncIterable<HistoryEvent> => {
  const { subject, from, to } = selection;
  const nothing = { fromPosition: undefined, type: undefined, stream: undefined, correlationId: undefined };
  const filter: HistoryFilter = { ...nothing, from, to };
  const read = createReadHistory(sources);
  switch (subject.kind) {
    case 'notification':
      return ofNotification(sources, subject.id, selection);
    case 'user':
      return read({ ...filter, concerns: isOfUser(subject.id) });
    case 'batch':
      return read({ ...filter, concerns: isOfBatch(subject.id) });
    case 'all':
      return read(filter);
  }
};
