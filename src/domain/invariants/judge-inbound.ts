import { type InboundEvent, inboundEvents } from '../inbound/events';
import type { DomainEvent } from '../events';
import { type Fault, when } from './fault';

/** What arrived and went no further; changed in place. `parks`: whether the parked message still waits. */
export type InboundTrace = { readonly recorded: Set<string>; readonly parks: Map<string, boolean> };

export const isOfInbound = (event: DomainEvent): event is InboundEvent => Object.hasOwn(inboundEvents, event.type);

/** An event is recorded once, and a parked message has one end. */
export const judgeInbound = ({ recorded, parks }: InboundTrace, { type, data }: InboundEvent): ReadonlyArray<Fault> => {
  if (type === 'PlatformEventRecorded') {
    const faults = when(recorded.has(data.identity), 'I1', 'its message is recorded a second time');
    recorded.add(data.identity);
    return faults;
  }
  const waits = parks.get(data.parkId);
  parks.set(data.parkId, type === 'MessageParked');
  if (type === 'MessageParked') return when(waits !== undefined, 'I1', 'it is parked a second time');
  return [
    ...when(waits === undefined, 'I1', 'it ends before it is parked'),
    ...when(waits === false, 'I1', 'it ends a second time'),
  ];
};
