import type { Instant, NotificationId, UserId } from '../shared/codecs';
import type { NotificationRequested } from './events';

type About = { readonly notificationId: NotificationId };

/** `request` is whole: rendered, sealed, its channels and priority chosen. */
export type RequestNotification = {
  readonly type: 'RequestNotification';
  readonly request: NotificationRequested['data'];
};

/** `userId` is who acts; anyone but the recipient learns nothing, not even that it is there. */
type OfRecipient = About & { readonly userId: UserId; readonly now: Instant };
export type MarkRead = OfRecipient & { readonly type: 'MarkRead' };
export type Archive = OfRecipient & { readonly type: 'Archive' };

/** `stillOpen`: a delivery has no final event yet, and no attempt under way. */
export type Cancel = About & { readonly type: 'Cancel'; readonly now: Instant; readonly stillOpen: boolean };
export type Expire = About & { readonly type: 'Expire'; readonly now: Instant };

export type NotificationCommand = RequestNotification | MarkRead | Archive | Cancel | Expire;
