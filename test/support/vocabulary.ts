import type { DeliveryRef } from '../../src/domain/delivery/commands';
import { deliveryIdOf } from '../../src/domain/delivery/delivery-id';
import type { Channel, Instant, Locale, NotificationId, Sealed, UserId } from '../../src/domain/shared/codecs';

/** The people and things of the domain's tests. */
export const userId = 'u-1' as UserId;
export const otherUserId = 'u-2' as UserId;
export const notificationId = 'n-1' as NotificationId;
export const zhCN = 'zh-CN' as Locale;
export const enUS = 'en-US' as Locale;

const noon = Date.parse('2026-03-01T12:00:00.000Z');
/** So many seconds after noon. */
export const at = (seconds: number): Instant => new Date(noon + seconds * 1000).toISOString() as Instant;

export const sealed: Sealed = { v: 1, kid: 'k-1', iv: 'aXY', ct: 'Y3Q' };

export const deliveryRef = (channel: Channel): DeliveryRef => ({
  deliveryId: deliveryIdOf(notificationId, channel),
  notificationId,
  channel,
  userId,
});
