import { parkIdOf } from '../../../src/domain/inbound/park-id';
import { initialState, type InboundState, type ParkStatus } from '../../../src/domain/inbound/state';

const namespace = '6f1f8d0a-6b1c-4a57-9a3e-0d9b6d1f2c3b';
const body = Buffer.from('{}');
const parkId = (state: InboundState, bytes: Uint8Array = body) => parkIdOf(namespace, 'i-1', bytes, state);
const first = parkId(initialState);
const after = (status: ParkStatus): InboundState => ({ ...initialState, parks: new Map([[first, status]]) });

it('names the same arrival alike while it is parked', () => {
  expect(parkId(after('open'))).toBe(first);
});

it.each(['replayed', 'discarded'] as const)('names it anew after it was %s', (status) => {
  expect(parkId(after(status))).not.toBe(first);
});

it('names another body under the same identity otherwise', () => {
  expect(parkId(initialState, Buffer.from('{ }'))).not.toBe(first);
});
