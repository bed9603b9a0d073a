import type * as t from 'io-ts';
import { contentEvents } from './batch/content-events';
import { batchEvents } from './batch/events';
import { deliveryEvents } from './delivery/events';
import { inboundEvents } from './inbound/events';
import { ledgerEvents } from './ledger/events';
import { notificationEvents } from './notification/events';
import { operationsEvents } from './operations/events';
import { projectionEvents } from './operations/projection-events';
import { recipientEvents } from './recipient/events';
import { templateEvents } from './template/events';
import { throttleEvents } from './throttle/events';

/** Every event that the ledger writes, keyed by its stored name. */
export const ledgerEventCodecs = {
  ...ledgerEvents,
  ...notificationEvents,
  ...deliveryEvents,
  ...recipientEvents,
  ...templateEvents,
  ...inboundEvents,
  ...throttleEvents,
  ...operationsEvents,
  ...projectionEvents,
  ...batchEvents,
  ...contentEvents,
} as const;

export type DomainEvent = t.TypeOf<(typeof ledgerEventCodecs)[keyof typeof ledgerEventCodecs]>;
export type EventType = keyof typeof ledgerEventCodecs;
