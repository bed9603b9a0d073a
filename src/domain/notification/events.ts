/**
 * Facts about a notification. The request stands in `notification-<id>`, or, for a member of a batch, in
 * `chunk-<batch>.<index>`; everything after it in `notification-<id>`. A stored name is never reused for another meaning.
 */
import * as t from 'io-ts';
import {
  Channel,
  Code,
  Instant,
  Locale,
  NotificationId,
  nullable,
  Priority,
  Sealed,
  TemplateRef,
  UserId,
} from '../shared/codecs';
import { eventCodec } from '../shared/event-codec';
import { SharedContent } from './shared-content';

const id = { notificationId: NotificationId, userId: UserId };

/** What asked for it: a call of the API, a platform's event, a batch, an alert. `id` is the cause's own identity. */
export const Origin = t.strict(
  { kind: t.keyof({ api: null, platform: null, batch: null, alert: null }), id: t.string },
  'Origin',
);

/** What a recipient's preferences may not hold back (`preferences`) or delay (`quiet-hours`). */
export const Bypass = t.keyof({ preferences: null, 'quiet-hours': null }, 'Bypass');
export type Bypass = t.TypeOf<typeof Bypass>;

const requested = {
  ...id,
  type: Code,
  /** The version that renders it, for ever; null where title and body came as they are. */
  template: nullable(TemplateRef),
  locale: Locale,
  channels: t.readonlyArray(Channel),
  priority: Priority,
  /** Not shown and not sent before. */
  sendAt: nullable(Instant),
  /** Not sent from then on; its secrets are destroyed then. */
  expiresAt: nullable(Instant),
  bypasses: t.readonlyArray(Bypass),
  origin: Origin,
  /** HMAC of the request under the recipient's key, where the request came with an idempotency key. */
  fingerprint: nullable(t.string),
  /**
   * Title, body and data as shown (`NotificationContent`), under the recipient's key; or, for a member of a batch who is shown
   * what others are, where that stands.
   */
  personal: t.union([Sealed, SharedContent]),
  /** The secret variables, under the notification's one-time key. */
  secrets: nullable(Sealed),
};

export const notificationEvents = {
  NotificationRequested: eventCodec('NotificationRequested', requested),
  NotificationRead: eventCodec('NotificationRead', id),
  NotificationArchived: eventCodec('NotificationArchived', id),
  NotificationCancelled: eventCodec('NotificationCancelled', id),
  NotificationExpired: eventCodec('NotificationExpired', id),
} as const;

export type NotificationEvent = t.TypeOf<(typeof notificationEvents)[keyof typeof notificationEvents]>;
export type NotificationRequested = t.TypeOf<typeof notificationEvents.NotificationRequested>;
