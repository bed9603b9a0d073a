import type { NotificationEvent, NotificationRequested } from '../../src/domain/notification/events';
import { notificationId, sealed, userId, zhCN } from './vocabulary';

const request: NotificationRequested['data'] = {
  notificationId,
  userId,
  type: 'device.error',
  template: { code: 'device.error', locale: zhCN, version: 1 },
  locale: zhCN,
  channels: ['websocket', 'email'],
  priority: 'P0',
  sendAt: null,
  expiresAt: null,
  bypasses: [],
  origin: { kind: 'api', id: 'call-1' },
  fingerprint: 'f-1',
  personal: sealed,
  secrets: null,
};

/** A request for u-1 by web socket and mail, at once, unless told otherwise. */
export const requestOf = (given: Partial<NotificationRequested['data']> = {}): NotificationRequested['data'] => ({
  ...request,
  ...given,
});
export const requested = (given: Partial<NotificationRequested['data']> = {}): NotificationRequested => ({
  type: 'NotificationRequested',
  data: requestOf(given),
});

const id = { notificationId, userId };
export const read: NotificationEvent = { type: 'NotificationRead', data: id };
export const archived: NotificationEvent = { type: 'NotificationArchived', data: id };
export const cancelled: NotificationEvent = { type: 'NotificationCancelled', data: id };
export const expired: NotificationEvent = { type: 'NotificationExpired', data: id };
