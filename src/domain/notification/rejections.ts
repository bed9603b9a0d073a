import type { NotificationId } from '../shared/codecs';

export type NotificationRejection =
  /** It is not there, or not the asking user's, or not shown yet: the three look alike. */
  | { readonly _tag: 'NotificationNotFound'; readonly notificationId: NotificationId }
  /** The key that the id is derived from was used for another request. */
  | { readonly _tag: 'RequestDiffers'; readonly notificationId: NotificationId }
  /** Everything is sent already, or over. */
  | { readonly _tag: 'NothingToCancel'; readonly notificationId: NotificationId }
  | { readonly _tag: 'NotExpired'; readonly notificationId: NotificationId };
