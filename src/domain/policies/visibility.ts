import type { NotificationRequested } from '../notification/events';
import type { Instant } from '../shared/codecs';

type Request = Pick<NotificationRequested['data'], 'sendAt' | 'expiresAt'>;

/** Nothing of it is sent from then on. */
export const isExpired = ({ expiresAt }: Pick<Request, 'expiresAt'>, now: Instant): boolean =>
  expiresAt !== null && expiresAt <= now;

/** Whether its recipient sees it in the inbox: a scheduled one not before `sendAt`. */
export const isVisible = ({ sendAt }: Pick<Request, 'sendAt'>, now: Instant): boolean =>
  sendAt === null || sendAt <= now;
