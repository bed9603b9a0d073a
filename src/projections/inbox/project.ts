import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { DeliveryEvent } from '../../domain/delivery/events';
import type { DomainEvent } from '../../domain/events';
import { contentPartOf } from '../../domain/notification/content-part';
import type { NotificationEvent, NotificationRequested } from '../../domain/notification/events';
import { channelStatusAfter, firstChannelStatus } from '../../domain/notification/status';
import { deliveriesOf } from '../../domain/policies/deliveries-of';
import type { Instant, NotificationId } from '../../domain/shared/codecs';
import type { Recorded } from '../../domain/shared/recorded';
import type { Change, IndexEntry } from '../../domain/shared/view';
import { existingRow } from '../decode-row';
import { deliveryEventTypes, isDeliveryEvent, notificationEventTypes } from '../event-types';
import { afterSlash, ofUser } from '../partitions';
import type { Folded, Projection, Rows } from '../projection';
import { putRow } from '../put-row';
import { sortablePosition, sortByTime } from '../sort';
import { inboxIndex, inboxKey, InboxRow, inboxView, userIndex } from './row';

type ChannelRow = InboxRow['channels'][number];
type Later = DeliveryEvent | Exclude<NotificationEvent, NotificationRequested>;

const firstRow = (request: Recorded<NotificationRequested>): InboxRow => {
  const { event, at, position } = request;
  const { notificationId, userId, type, priority, sendAt, expiresAt } = event.data;
  return {
    notificationId,
    userId,
    type,
    priority,
    createdAt: at,
    sendAt,
    expiresAt,
    visibleAt: sendAt ?? at,
    content: contentPartOf(request),
    readAt: null,
    archivedAt: null,
    cancelledAt: null,
    expiredAt: null,
    channels: deliveriesOf(event.data, at).map(({ delivery: { channel }, due }) => ({
      channel,
      status: firstChannelStatus(channel, due, at),
      pushedAt: null,
    })),
    position: position.toString(),
    lastPosition: position.toString(),
  };
};

/** A socket took it: an attempt of its own for what is shown at once, a receipt for what was scheduled. */
const tookBySocket = (event: DeliveryEvent): boolean =>
  (event.type === 'DeliveryAttemptSucceeded' && event.data.provider === 'socket') ||
  (event.type === 'DeliveryReceiptReceived' && event.data.status === 'pushed');

const channelAfter = (row: ChannelRow, event: DeliveryEvent, at: Instant): ChannelRow => ({
  channel: row.channel,
  status: channelStatusAfter(row.status, event),
  pushedAt: row.pushedAt ?? (tookBySocket(event) ? at : null),
});

const rowAfter = (row: InboxRow, event: Later, at: Instant): InboxRow => {
  switch (event.type) {
    case 'NotificationRead':
      return { ...row, readAt: row.readAt ?? at };
    case 'NotificationArchived':
      return { ...row, archivedAt: row.archivedAt ?? at };
    case 'NotificationCancelled':
      return { ...row, cancelledAt: row.cancelledAt ?? at };
    case 'NotificationExpired':
      return { ...row, expiredAt: row.expiredAt ?? at };
    default: {
      const { channel } = event.data;
      const channels = row.channels.map((one) => (one.channel === channel ? channelAfter(one, event, at) : one));
      return { ...row, channels };
    }
  }
};

/** What was called off before it was to be seen never comes into the inbox. */
const isInInbox = ({ archivedAt, cancelledAt, visibleAt }: InboxRow): boolean =>
  archivedAt === null && (cancelledAt === null || cancelledAt >= visibleAt);

const listsOf = (row: InboxRow): ReadonlyArray<IndexEntry> => {
  const { userId, visibleAt } = row;
  const position = BigInt(row.position);
  const sort = sortByTime(visibleAt, position);
  return [
    { index: userIndex(userId), sort: sortablePosition(position) },
    ...(row.archivedAt === null ? [] : [{ index: inboxIndex('archived', userId), sort }]),
    ...(isInInbox(row) ? [{ index: inboxIndex('inbox', userId), sort }] : []),
    ...(isInInbox(row) && row.readAt === null ? [{ index: inboxIndex('unread', userId), sort }] : []),
  ];
};

const put = (row: InboxRow): ReadonlyArray<Change> => [putRow(inboxKey(row.notificationId), row, listsOf(row))];

const later = (id: NotificationId, event: Later, { at, position }: Recorded<DomainEvent>, rows: Rows): Folded =>
  pipe(
    existingRow(InboxRow, rows, inboxKey(id)),
    E.map((row) => put({ ...rowAfter(row, event, at), lastPosition: position.toString() })),
  );

/** Each notification as its recipient's inbox shows it, whatever its channels. */
export const inbox: Projection = {
  ...inboxView,
  split: { ofEvent: ofUser, ofKey: () => undefined, ofIndex: afterSlash },
  handles: [...notificationEventTypes, ...deliveryEventTypes],
  needs: ({ event: { type, data } }) =>
    type === 'NotificationRequested' || !('notificationId' in data) ? [] : [inboxKey(data.notificationId)],
  apply: (recorded, rows) => {
    const { event } = recorded;
    switch (event.type) {
      case 'NotificationRequested':
        return E.right(put(firstRow({ ...recorded, event })));
      case 'NotificationRead':
      case 'NotificationArchived':
      case 'NotificationCancelled':
      case 'NotificationExpired':
        return later(event.data.notificationId, event, recorded, rows);
      default:
        return isDeliveryEvent(event) ? later(event.data.notificationId, event, recorded, rows) : E.right([]);
    }
  },
};
