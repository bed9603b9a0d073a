import type { InboundEvent } from './events';
import type { InboundState, ParkStatus } from './state';

const withPark = (state: InboundState, parkId: string, status: ParkStatus): InboundState => ({
  ...state,
  parks: new Map([...state.parks, [parkId, status]]),
});

export const evolve = (state: InboundState, { type, data }: InboundEvent): InboundState => {
  switch (type) {
    case 'PlatformEventRecorded':
      return { ...state, fingerprint: data.fingerprint };
    case 'MessageParked':
      return withPark(state, data.parkId, 'open');
    case 'MessageReplayed':
      return withPark(state, data.parkId, 'replayed');
    case 'MessageDiscarded':
      return withPark(state, data.parkId, 'discarded');
  }
};
