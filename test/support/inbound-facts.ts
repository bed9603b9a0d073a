import type { InboundEvent } from '../../src/domain/inbound/events';
import { inboundStream } from '../../src/domain/inbound/inbound-stream';
import { causeName, parkedCause } from '../../src/domain/operations/cause';
import type { OperationsEvent } from '../../src/domain/operations/events';
import { at, sealed } from './vocabulary';

type Parked = Extract<InboundEvent, { readonly type: 'MessageParked' }>;
type Closed = Extract<InboundEvent, { readonly type: 'MessageReplayed' | 'MessageDiscarded' }>;

const eventType = 'device.stopped';
const identityOf = (parkId: string): string => `${eventType}:event:of-${parkId}`;

export const streamOf = (parkId: string): string => inboundStream(identityOf(parkId));

export const parked = (parkId: string, changes: Partial<Parked['data']> = {}): Parked => ({
  type: 'MessageParked',
  data: {
    identity: identityOf(parkId),
    eventType,
    parkId,
    queue: `notification-service.${eventType}`,
    routingKey: eventType,
    messageId: null,
    reason: 'undecodable',
    report: [{ path: '/payload', expected: 'a JSON object' }],
    attempts: 1,
    personal: sealed,
    ...changes,
  },
});

export const closed = (parkId: string, type: Closed['type']): Closed => ({
  type,
  data: { identity: identityOf(parkId), eventType, parkId },
});

export const cause = parkedCause(eventType, 'undecodable');

export const raised = (alertId: string, changes: Partial<typeof cause> = {}): OperationsEvent => {
  const of = { ...cause, ...changes };
  return { type: 'AlertRaised', data: { alertId, cause: causeName(of), ...of } };
};

export const cleared = (alertId: string, changes: Partial<typeof cause> = {}): OperationsEvent => ({
  type: 'AlertCleared',
  data: { alertId, cause: causeName({ ...cause, ...changes }), why: 'recovered' },
});

export const operationsOf = `operations-${at(0).slice(0, 7)}`;
