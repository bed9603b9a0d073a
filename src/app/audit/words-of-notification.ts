import { titled } from './titled';
import type { Words } from './words';

const listed = (values: ReadonlyArray<string>): string => (values.length === 0 ? 'nothing' : values.join(', '));

export const wordsOfNotification: Words = {
  NotificationRequested: (
    { notificationId, userId, type, priority, channels, sendAt, expiresAt, template },
    personal,
  ) =>
    [
      `${notificationId} requested for ${userId}: ${type}${titled(personal)}, ${priority}, by ${listed(channels)}`,
      template === null ? '' : `, template ${template.code} ${template.locale} v${template.version}`,
      sendAt === null ? '' : `, not before ${sendAt}`,
      expiresAt === null ? '' : `, until ${expiresAt}`,
    ].join(''),
  NotificationRead: ({ notificationId, userId }) => `${notificationId} read by ${userId}`,
  NotificationArchived: ({ notificationId, userId }) => `${notificationId} archived by ${userId}`,
  NotificationCancelled: ({ notificationId }) => `${notificationId} cancelled`,
  NotificationExpired: ({ notificationId }) => `${notificationId} expired`,
};
