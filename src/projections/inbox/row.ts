import * as t from 'io-ts';
import {
  Channel,
  Code,
  Instant,
  NotificationId,
  nullable,
  Priority,
  type UserId,
  UserId as UserIdCodec,
} from '../../domain/shared/codecs';
import { ContentPart } from '../../domain/notification/content-part';
import type { RowKey, ViewId } from '../../domain/shared/view';
import { ChannelStatus } from '../../domain/notification/status';

export const inboxView: ViewId = { name: 'inbox', version: 1 };

const ChannelRow = t.strict({ channel: Channel, status: ChannelStatus, pushedAt: nullable(Instant) }, 'ChannelRow');

/** A notification as its recipient's inbox knows it. Positions are decimal texts. */
export const InboxRow = t.strict(
  {
    notificationId: NotificationId,
    userId: UserIdCodec,
    type: Code,
    priority: Priority,
    createdAt: Instant,
    sendAt: nullable(Instant),
    expiresAt: nullable(Instant),
    /** `sendAt`, else `createdAt`: from then on it is in the inbox. */
    visibleAt: Instant,
    /** Where title, body and data as shown (`NotificationContent`) are. */
    content: ContentPart,
    readAt: nullable(Instant),
    archivedAt: nullable(Instant),
    cancelledAt: nullable(Instant),
    expiredAt: nullable(Instant),
    channels: t.readonlyArray(ChannelRow),
    /** Of the request, and of the last event about it. */
    position: t.string,
    lastPosition: t.string,
  },
  'InboxRow',
);
export type InboxRow = t.TypeOf<typeof InboxRow>;

/** What a row tells of its request. */
export const requestOf = ({
  notificationId,
  userId,
  sendAt,
  channels,
}: InboxRow): Pick<InboxRow, 'notificationId' | 'userId' | 'sendAt'> & {
  readonly channels: ReadonlyArray<Channel>;
} => ({
  ...{ notificationId, userId, sendAt },
  channels: channels.map(({ channel }) => channel),
});

export const inboxKey = (id: NotificationId): RowKey => ({ table: 'item', key: id });

/** Sorted by `visibleAt`: what stands in the inbox, what of it was not read, and what was archived. */
export type InboxList = 'inbox' | 'unread' | 'archived';
export const inboxIndex = (list: InboxList, userId: UserId): string => `${list}/${userId}`;
/** Every notification of the user, for ever, in the order of their requests. */
export const userIndex = (userId: UserId): string => `user/${userId}`;
