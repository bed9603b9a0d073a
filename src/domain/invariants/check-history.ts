import { type BatchEvent, batchEvents } from '../batch/events';
import { deliveryStream } from '../delivery/delivery-id';
import { type DeliveryEvent, deliveryEvents } from '../delivery/events';
import type { DomainEvent } from '../events';
import type { ProjectionEvent } from '../operations/projection-events';
import type { NotificationEvent } from '../notification/events';
import { locateRequest } from '../notification/location';
import type { DeliveryId, NotificationId, UserId } from '../shared/codecs';
import type { Recorded } from '../shared/recorded';
import type { Position } from '../shared/stored-event';
import type { BatchTrace } from './batch-trace';
import { type DeliveryTrace, firstRound, shareTrace } from './delivery-trace';
import { type Fault, when } from './fault';
import { judgeBatch } from './judge-batch';
import { judgeDelivery } from './judge-delivery';
import { type InboundTrace, isOfInbound, judgeInbound } from './judge-inbound';

/** Where a history breaks an invariant of design.md; the detail holds ids and numbers only. */
export type Breach = Fault & { readonly stream: string; readonly position: Position };

/** The fold's own: it is changed in place, since a copy for each of a million events is more than a check may cost. */
export type HistoryState = {
  /** Who was notified because of what. */
  readonly causes: Set<string>;
  readonly recipients: Map<NotificationId, UserId>;
  readonly read: Set<NotificationId>;
  readonly deliveries: Map<DeliveryId, DeliveryTrace>;
  readonly alike: Map<string, DeliveryTrace>;
  readonly inbound: InboundTrace;
  readonly batches: Map<string, BatchTrace>;
  /** What asked for the batches that were sealed. */
  readonly sealed: Set<string>;
  /** The rebuilds of views that are recorded. */
  readonly rebuilds: Set<string>;
  /** Who was requested in the stream of a chunk that is not known to be processed yet. */
  readonly requestedIn: Map<string, Array<UserId>>;
  readonly found: Array<Breach>;
};

const initial = (): HistoryState => ({
  causes: new Set(),
  recipients: new Map(),
  read: new Set(),
  deliveries: new Map(),
  alike: new Map(),
  inbound: { recorded: new Set(), parks: new Map() },
  batches: new Map(),
  sealed: new Set(),
  rebuilds: new Set(),
  requestedIn: new Map(),
  found: [],
});

type Requested = Extract<NotificationEvent, { readonly type: 'NotificationRequested' }>['data'];

/** A batch's member is found by its id alone, so it has to stand where its id says. */
const judgeMember = (
  state: HistoryState,
  { notificationId, userId }: Requested,
  { stream, revision }: Recorded<DomainEvent>,
): ReadonlyArray<Fault> => {
  const place = locateRequest(notificationId);
  const requested = state.requestedIn.get(stream) ?? [];
  state.requestedIn.set(stream, requested);
  requested.push(userId);
  return when(place.stream !== stream || place.revision !== revision, 'I5', 'its id is that of another place');
};

const judgeOneBatch = (state: HistoryState, event: BatchEvent): ReadonlyArray<Fault> => {
  const { batchId } = event.data;
  const { trace, faults } = judgeBatch(state.batches.get(batchId), event, (stream) => {
    const requested = state.requestedIn.get(stream) ?? [];
    state.requestedIn.delete(stream);
    return requested;
  });
  state.batches.set(batchId, trace);
  if (event.type !== 'BatchRecipientsSealed') return faults;
  const again = when(state.sealed.has(trace.origin), 'I1', 'its origin had asked for another batch that was sealed');
  state.sealed.add(trace.origin);
  return [...faults, ...again];
};

const judgeRequest = (state: HistoryState, { notificationId, userId, origin }: Requested): ReadonlyArray<Fault> => {
  const cause = JSON.stringify([origin.kind, origin.id, userId]);
  const faults = [
    ...when(state.causes.has(cause), 'I1', `its origin (${origin.kind}) had notified this recipient before`),
    ...when(state.recipients.has(notificationId), 'I1', 'it is requested a second time'),
  ];
  state.causes.add(cause);
  state.recipients.set(notificationId, userId);
  return faults;
};

const judgeRead = (
  state: HistoryState,
  { notificationId, userId }: { readonly notificationId: NotificationId; readonly userId: UserId },
): ReadonlyArray<Fault> => {
  const recipient = state.recipients.get(notificationId);
  const faults = [
    ...when(recipient === undefined, 'I4', 'it is read before it is requested'),
    ...when(recipient !== undefined && recipient !== userId, 'I4', 'it is read by another than its recipient'),
    ...when(state.read.has(notificationId), 'I4', 'it is read a second time'),
  ];
  state.read.add(notificationId);
  return faults;
};

const isOfDelivery = (recorded: Recorded<DomainEvent>): recorded is Recorded<DeliveryEvent> =>
  Object.hasOwn(deliveryEvents, recorded.event.type);

const isOfBatch = (event: DomainEvent): event is BatchEvent => Object.hasOwn(batchEvents, event.type);

const judgeOneDelivery = (state: HistoryState, recorded: Recorded<DeliveryEvent>): ReadonlyArray<Fault> => {
  const { deliveryId, notificationId } = recorded.event.data;
  const { trace, faults } = judgeDelivery(state.deliveries.get(deliveryId) ?? firstRound, recorded);
  state.deliveries.set(deliveryId, shareTrace(state.alike, trace));
  return [...when(!state.recipients.has(notificationId), 'I2', 'no request has ordered it'), ...faults];
};

const isBefore = (decimal: string, position: Position): boolean => /^\d+$/.test(decimal) && BigInt(decimal) < position;

const judgeRebuild = (
  state: HistoryState,
  { rebuildId, position }: ProjectionEvent['data'],
  recorded: Recorded<DomainEvent>,
): ReadonlyArray<Fault> => {
  const isKnown = state.rebuilds.has(rebuildId);
  state.rebuilds.add(rebuildId);
  return [
    ...when(isKnown, 'I7', 'the rebuild of a view is recorded twice'),
    ...when(!isBefore(position, recorded.position), 'I7', 'a view was rebuilt from events that are not there yet'),
  ];
};

const judge = (state: HistoryState, recorded: Recorded<DomainEvent>): ReadonlyArray<Fault> => {
  const { event } = recorded;
  if (event.type === 'NotificationRequested') {
    const faults = judgeRequest(state, event.data);
    return event.data.origin.kind === 'batch' ? [...faults, ...judgeMember(state, event.data, recorded)] : faults;
  }
  if (event.type === 'NotificationRead') return judgeRead(state, event.data);
  if (event.type === 'ProjectionRebuilt') return judgeRebuild(state, event.data, recorded);
  if (isOfBatch(event)) return judgeOneBatch(state, event);
  if (isOfInbound(event)) return judgeInbound(state.inbound, event);
  return isOfDelivery(recorded) ? judgeOneDelivery(state, recorded) : [];
};

const step = (state: HistoryState, recorded: Recorded<DomainEvent>): HistoryState => {
  const { stream, position } = recorded;
  for (const fault of judge(state, recorded)) state.found.push({ ...fault, stream, position });
  return state;
};

const stranded = (state: HistoryState): ReadonlyArray<Breach> =>
  [...state.deliveries].flatMap(([deliveryId, { strandedAt }]): ReadonlyArray<Breach> => {
    if (strandedAt === undefined) return [];
    const place = { stream: deliveryStream(deliveryId), position: strandedAt };
    return [{ invariant: 'I2', ...place, detail: 'it waits for no known next step' }];
  });

/**
 * The invariants I1 to I5 of design.md as a fold over a whole history in journal order, each event exactly once. A history
 * that ends in the middle of things is no breach: what is open has a known next step.
 */
export const checkHistory = {
  initial,
  step,
  breaches: (state: HistoryState): ReadonlyArray<Breach> => [...state.found, ...stranded(state)],
};
