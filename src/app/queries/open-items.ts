import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Opened } from '../../domain/ports/vault';
import { NotificationContent } from '../../domain/notification/content';
import { notificationStatus } from '../../domain/notification/status';
import type { JsonObject } from '../../domain/shared/json';
import type { InboxRow } from '../../projections/inbox/row';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { InboxItem } from '../queries';
import { openContents, type Sources } from '../vault/open-contents';

const shown = (opened: Opened | undefined): Pick<InboxItem, 'title' | 'body' | 'data'> => {
  const content = NotificationContent.decode(opened?.status === 'open' ? opened.value : undefined);
  if (E.isLeft(content)) return { title: null, body: null, data: null };
  const { title, body, data } = content.right;
  return { title, body, data: data as JsonObject };
};

const toItem = (row: InboxRow, opened: Opened | undefined): InboxItem => {
  const { notificationId: id, userId, type, priority, createdAt, sendAt, expiresAt, readAt, archivedAt } = row;
  const status = notificationStatus({
    cancelled: row.cancelledAt !== null,
    expired: row.expiredAt !== null,
    channels: row.channels.map((channel) => channel.status),
  });
  const channels = row.channels.map(({ pushedAt, ...channel }) =>
    pushedAt === null ? channel : { ...channel, pushedAt },
  );
  const facts = { id, userId, type, priority, status, createdAt, sendAt, expiresAt, readAt, archivedAt, channels };
  return { ...facts, ...shown(opened) };
};

/** Rows as their recipient reads them. */
export const openItems =
  (sources: Sources) =>
  (rows: ReadonlyArray<InboxRow>): TE.TaskEither<AppFailure, ReadonlyArray<InboxItem>> =>
    pipe(
      openContents(sources)(rows.map(({ content }) => content)),
      TE.bimap(unavailable, (opened) => rows.map((row, index) => toItem(row, opened[index]))),
    );
