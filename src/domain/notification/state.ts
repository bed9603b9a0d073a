import type { Instant, UserId } from '../shared/codecs';

type Requested = {
  readonly status: 'requested';
  readonly userId: UserId;
  readonly fingerprint: string | null;
  readonly sendAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly read: boolean;
  readonly archived: boolean;
  readonly cancelled: boolean;
  readonly expired: boolean;
};

/** Folded from the request, which for a batch's member stands in its chunk, and then the notification's own stream. */
export type NotificationState = { readonly status: 'unknown' } | Requested;
export type RequestedState = Requested;

export const initialState: NotificationState = { status: 'unknown' };
