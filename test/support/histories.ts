import * as fc from 'fast-check';
import type { DeliveryEvent } from '../../src/domain/delivery/events';
import { deliveryIdOf } from '../../src/domain/delivery/delivery-id';
import type { BatchEvent } from '../../src/domain/batch/events';
import type { DomainEvent } from '../../src/domain/events';
import type { NotificationRequested } from '../../src/domain/notification/events';
import type { RecipientEvent } from '../../src/domain/recipient/events';
import type { Channel, NotificationId, UserId } from '../../src/domain/shared/codecs';
import type { Recorded } from '../../src/domain/shared/recorded';
import type { NewEvent } from '../../src/domain/shared/stored-event';
import type { TemplateEvent } from '../../src/domain/template/events';
import * as batchFacts from './batch-facts';
import * as deliveryFacts from './delivery-facts';
import * as inboundFacts from './inbound-facts';
import { requested } from './notification-facts';
import { at, enUS, otherUserId, sealed, userId, zhCN } from './vocabulary';

/** A fact in its stream. */
export type Told = { readonly stream: string; readonly event: DomainEvent };

const others = ['u-30', 'u-31', 'u-32', 'u-33', 'u-34', 'u-35'].map((id) => id as UserId);
const userIds: ReadonlyArray<UserId> = [userId, otherUserId, ...others];
const pick = <A>(values: ReadonlyArray<A>, n: number): A => values[n % values.length]!;

const requestAs = (notification: number, choice: number): Told => {
  const notificationId = `n-${String(notification)}` as NotificationId;
  const channels = pick<ReadonlyArray<Channel>>([['websocket'], ['websocket', 'email'], ['sms', 'push']], choice);
  const event = requested({
    notificationId,
    userId: pick(userIds, choice),
    channels,
    priority: pick(['P0', 'P1', 'P2', 'P3'], choice),
    sendAt: choice % 5 === 0 ? at(3_600) : null,
    expiresAt: choice % 7 === 0 ? at(7_200) : null,
  });
  const stream = choice % 3 === 0 ? `chunk-b-1.${String(notification)}` : `notification-${notificationId}`;
  return { stream, event };
};

const deliveryTales: ReadonlyArray<DeliveryEvent> = [
  deliveryFacts.started(1),
  deliveryFacts.succeeded(1),
  deliveryFacts.failed(1, at(60)),
  deliveryFacts.failed(1, null, { lasting: true }),
  deliveryFacts.leftUnknown(1, at(90)),
  deliveryFacts.started(2),
  deliveryFacts.succeeded(2),
  deliveryFacts.exhausted('attempts'),
  deliveryFacts.abandoned('cancelled'),
  deliveryFacts.suppressed,
  deliveryFacts.deferred(at(120)),
  deliveryFacts.retryOrdered(2),
  deliveryFacts.learned(1, 'succeeded'),
  deliveryFacts.learned(1, 'failed'),
  deliveryFacts.receipt('r-1'),
];

const aboutDelivery = ({ data }: NotificationRequested, choice: number): Told => {
  const { notificationId, userId } = data;
  const channel = pick(data.channels, choice);
  const ref = { deliveryId: deliveryIdOf(notificationId, channel), notificationId, userId, channel };
  const tale = pick(deliveryTales, choice);
  return {
    stream: `delivery-${ref.deliveryId}`,
    event: { type: tale.type, data: { ...tale.data, ...ref } } as DeliveryEvent,
  };
};

const aboutNotification = ({ data: { notificationId, userId } }: NotificationRequested, choice: number): Told => ({
  stream: `notification-${notificationId}`,
  event: {
    type: pick(['NotificationRead', 'NotificationArchived', 'NotificationCancelled', 'NotificationExpired'], choice),
    data: { notificationId, userId },
  },
});

const aboutRecipient = (choice: number): Told => {
  const userId = pick(userIds, choice);
  const about = { userId, cause: `c-${String(choice)}`, changedAt: at(choice % 100) };
  const events: ReadonlyArray<RecipientEvent> = [
    { type: 'ContactsChanged', data: { ...about, set: ['email', 'phone'], cleared: [], personal: sealed } },
    { type: 'ContactsChanged', data: { ...about, set: ['locale'], cleared: ['phone'], personal: sealed } },
    { type: 'RolesChanged', data: { ...about, roles: choice % 2 === 0 ? ['operator'] : ['user'] } },
    { type: 'RecipientErased', data: { userId } },
  ];
  return { stream: `recipient-${userId}`, event: pick(events, choice) };
};

const template = { code: 'device.error', cause: 'c-1' };
const content = {
  type: 'device.error',
  channels: ['websocket' as const],
  priority: 'P0' as const,
  title: 't',
  body: 'b',
  emailHtml: null,
  smsText: null,
  variables: [{ name: 'x', type: 'string' as const, required: true, secret: false, sample: 'a sample' }],
};
const aboutTemplate = (choice: number): Told => {
  const about = { ...template, locale: pick([zhCN, enUS], choice) };
  const events: ReadonlyArray<TemplateEvent> = [
    { type: 'TemplateCreated', data: { ...about, version: 1, content } },
    { type: 'TemplateRevised', data: { ...about, version: (choice % 9) + 2, content } },
    { type: 'TemplateActivated', data: about },
    { type: 'TemplateDeactivated', data: about },
    { type: 'TemplateRetired', data: about },
  ];
  return { stream: `template-${about.code}.${about.locale}`, event: pick(events, choice) };
};

const batchTales: ReadonlyArray<BatchEvent> = [
  batchFacts.queued(0, 'u-1', 'u-2'),
  batchFacts.queued(1, 'u-3'),
  batchFacts.sealedWith(batchFacts.manifestOf(['u-1', 'u-2'], ['u-3'])),
  batchFacts.processed(0, 2),
  batchFacts.processed(1, 0, [{ userId, reason: 'erased' }]),
  batchFacts.completed(2, 1),
  batchFacts.abandoned,
];
const aboutBatch = (batch: string, tale: BatchEvent): Told => ({
  stream: `batch-${batch}`,
  event: { type: tale.type, data: { ...tale.data, batchId: batch } } as BatchEvent,
});

const aboutParked = (parkId: string, isFirst: boolean, choice: number): Told => {
  const reason = pick(['undecodable', 'retries', 'conflict'] as const, choice);
  const parked = inboundFacts.parked(parkId, { reason });
  const closed = inboundFacts.closed(parkId, pick(['MessageReplayed', 'MessageDiscarded'] as const, choice));
  return { stream: inboundFacts.streamOf(parkId), event: isFirst ? parked : closed };
};
const aboutAlert = (reason: string, isFirst: boolean, choice: number): Told => ({
  stream: inboundFacts.operationsOf,
  event:
    isFirst || choice % 2 === 0
      ? inboundFacts.raised(`a-${String(choice)}`, { reason })
      : inboundFacts.cleared(`a-${String(choice)}`, { reason }),
});

type Kind = 'request' | 'delivery' | 'notification' | 'recipient' | 'template' | 'batch' | 'parked' | 'alert';
const kinds: ReadonlyArray<Kind> = [
  'request',
  'delivery',
  'delivery',
  'notification',
  'recipient',
  'template',
  'batch',
  'parked',
  'alert',
];
type Draft = { readonly kind: Kind; readonly n: number };

/** The first that is told of it, then what follows. */
const inOrder = (created: Set<string>, kind: 'parked' | 'alert', n: number): Told => {
  const name = `${kind}-${String(n % 4)}`;
  const isFirst = !created.has(name);
  created.add(name);
  return (kind === 'parked' ? aboutParked : aboutAlert)(name, isFirst, Math.floor(n / 4));
};

const batchInOrder = (created: Set<string>, n: number): Told => {
  const batch = `b-${String(n % 3)}`;
  const isFirst = !created.has(batch);
  created.add(batch);
  return aboutBatch(batch, isFirst ? batchFacts.accepted : pick(batchTales, n));
};

const tell = (drafts: ReadonlyArray<Draft>): ReadonlyArray<Told> => {
  const requests: Array<NotificationRequested> = [];
  const created = new Set<string>();
  return drafts.flatMap(({ kind, n }): ReadonlyArray<Told> => {
    if (kind === 'recipient') return [aboutRecipient(n)];
    if (kind === 'batch') return [batchInOrder(created, n)];
    if (kind === 'parked' || kind === 'alert') return [inOrder(created, kind, n)];
    if (kind === 'template') {
      const told = aboutTemplate(n);
      const isFirst = told.event.type === 'TemplateCreated';
      if (isFirst === created.has(told.stream)) return [];
      created.add(told.stream);
      return [told];
    }
    if (kind === 'request' || requests.length === 0) {
      const told = requestAs(requests.length, n);
      requests.push(told.event as NotificationRequested);
      return [told];
    }
    const request = pick(requests, Math.floor(n / 100));
    return [kind === 'delivery' ? aboutDelivery(request, n) : aboutNotification(request, n)];
  });
};

/** Histories in which nothing is told of what was not requested or created before; otherwise in any order. */
export const historiesOf = (minLength: number, maxLength: number): fc.Arbitrary<ReadonlyArray<Told>> =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds), n: fc.nat(10_000) }), { minLength, maxLength }).map(tell);

export const histories = historiesOf(1, 60);

const eventId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const actor = { kind: 'system', id: 'test' } as const;

/** The fact as the journal takes it, the n-th of its history, n seconds after noon. */
export const toNewEvent = ({ event }: Told, n: number): NewEvent => ({
  id: eventId(n),
  type: event.type,
  data: event.data as NewEvent['data'],
  metadata: { $correlationId: `correlation-${String(n)}`, $causationId: `cause-${String(n)}`, actor, at: at(n), v: 1 },
});

/** The facts as they are read: positions from 1 on, a second apart from noon on. */
export const recordedAll = (told: ReadonlyArray<Told>): ReadonlyArray<Recorded<DomainEvent>> => {
  const lengths = new Map<string, bigint>();
  return told.map(({ stream, event }, index) => {
    const revision = lengths.get(stream) ?? 0n;
    lengths.set(stream, revision + 1n);
    const ids = { correlationId: `correlation-${String(index)}`, causationId: `cause-${String(index)}` };
    return { event, id: eventId(index), stream, revision, position: BigInt(index) + 1n, at: at(index), actor, ...ids };
  });
};
