import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/Either';
import { deliveryIdOf, deliveryStream } from '../../domain/delivery/delivery-id';
import type { DomainEvent } from '../../domain/events';
import type { Journal } from '../../domain/ports/journal';
import type { Instant, Locale, NotificationId, UserId } from '../../domain/shared/codecs';
import type { NewEvent } from '../../domain/shared/stored-event';
import { toNewEvents } from '../commands/to-new-events';

/** Events of one notification: asked for, tried, delivered. */
export const EVENTS_EACH = 3;
const AT_ONCE = 64;
const USERS = 200;
const NAMESPACE = '5f6b2f0e-0b7e-4a55-9a3d-5d6f7f5c1a10';
/** Under a key that is nowhere, as after an erasure. */
const sealed = { v: 1 as const, kid: 'recipient:nobody', iv: 'A'.repeat(16), ct: 'A'.repeat(160) };

type Stream = { readonly stream: string; readonly events: ReadonlyArray<NewEvent> };

const toStream = (stream: string, at: Instant, events: ReadonlyArray<DomainEvent>): Stream => {
  const id = randomUUID();
  const actor = { kind: 'system', id: 'bench' } as const;
  return { stream, events: toNewEvents(NAMESPACE, stream, { id, actor, correlationId: id, at }, events) };
};

type Requested = Stream & { readonly notificationId: NotificationId; readonly userId: UserId };

/** A notification of one of so many users, by mail. */
export const requestOf = (n: number, at: Instant): Requested => {
  const notificationId = randomUUID() as string as NotificationId;
  const userId = `f-${n % USERS}` as UserId;
  const request: DomainEvent = {
    type: 'NotificationRequested',
    data: {
      ...{ notificationId, userId, type: 'note', template: null },
      ...{ locale: 'en-US' as string as Locale, channels: ['email'], priority: 'P2', sendAt: null, expiresAt: null },
      ...{ bypasses: [], origin: { kind: 'api', id: notificationId }, fingerprint: null },
      ...{ personal: sealed, secrets: null },
    },
  };
  return { notificationId, userId, ...toStream(`notification-${notificationId}`, at, [request]) };
};

const delivered = (notificationId: NotificationId, n: number, at: Instant): Stream => {
  const deliveryId = deliveryIdOf(notificationId, 'email');
  const of = { deliveryId, notificationId, channel: 'email' as const, userId: `f-${n % USERS}` as UserId };
  const attempt = { ...of, number: 1, provider: 'smtp' };
  return toStream(deliveryStream(deliveryId), at, [
    { type: 'DeliveryAttemptStarted', data: { ...attempt, by: 'bench', until: at, limit: 4 } },
    { type: 'DeliveryAttemptSucceeded', data: { ...attempt, providerId: null, digest: null, personal: null } },
  ]);
};

export const append = async (journal: Journal, { stream, events }: Stream): Promise<bigint> => {
  const appended = await journal.append(stream, 'no-stream', events)();
  if (E.isLeft(appended)) throw new Error('an append of the workload failed', { cause: appended.left });
  return appended.right.position;
};

/** So many notifications with their deliveries, as they follow one another where many are under way. */
export const fillJournal = async (journal: Journal, notifications: number, at: Instant): Promise<void> => {
  for (let from = 0; from < notifications; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, notifications - from) }, (_, index) => from + index);
    const requests = numbers.map((n) => requestOf(n, at));
    await Promise.all(requests.map(async (request) => append(journal, request)));
    const deliveries = requests.map(({ notificationId }, index) => delivered(notificationId, from + index, at));
    await Promise.all(deliveries.map(async (delivery) => append(journal, delivery)));
  }
};
