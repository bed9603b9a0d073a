import * as t from 'io-ts';
import { SealedPart, UserId } from '../shared/codecs';
import type { Recorded } from '../shared/recorded';
import type { NotificationRequested } from './events';
import { SharedContent } from './shared-content';

/** Content that a recipient is shown with others. It is theirs to see until they are erased, as a part of their own is. */
const SharedPart = t.strict({ userId: UserId, shared: SharedContent }, 'SharedPart');
export type SharedPart = t.TypeOf<typeof SharedPart>;

/** Where a recipient's content is to be had from: what rows carry of it. */
export const ContentPart = t.union([SealedPart, SharedPart], 'ContentPart');
export type ContentPart = t.TypeOf<typeof ContentPart>;

/** The content of a request, as it stands. */
export const contentPartOf = ({ event, stream, id }: Recorded<NotificationRequested>): ContentPart => {
  const { userId, personal } = event.data;
  if ('key' in personal) return { userId, shared: personal };
  return { stream, type: event.type, eventId: id, sealed: personal };
};
