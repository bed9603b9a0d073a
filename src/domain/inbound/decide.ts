import * as E from 'fp-ts/Either';
import type { InboundCommand } from './commands';
import type { InboundEvent } from './events';
import type { InboundRejection } from './rejections';
import type { InboundState } from './state';

type Decision = E.Either<InboundRejection, ReadonlyArray<InboundEvent>>;
type Recording = Extract<InboundCommand, { readonly type: 'RecordEvent' }>;
type Parking = Extract<InboundCommand, { readonly type: 'ParkMessage' }>;
type Closing = Extract<InboundCommand, { readonly type: 'ReplayMessage' | 'DiscardMessage' }>;

const nothing: Decision = E.right([]);

const record = ({ type: _, ...data }: Recording, { fingerprint }: InboundState): Decision => {
  if (fingerprint === undefined) return E.right([{ type: 'PlatformEventRecorded', data }]);
  return fingerprint === data.fingerprint ? nothing : E.left({ _tag: 'IdentityConflict', identity: data.identity });
};

const park = ({ type: _, ...data }: Parking, { parks }: InboundState): Decision =>
  parks.has(data.parkId) ? nothing : E.right([{ type: 'MessageParked', data }]);

/** Replayed and discarded are both the end; each again changes nothing, and neither follows the other. */
const close = ({ type, ...data }: Closing, { parks }: InboundState): Decision => {
  const status = parks.get(data.parkId);
  const as = type === 'ReplayMessage' ? 'replayed' : 'discarded';
  if (status === undefined) return E.left({ _tag: 'NoSuchPark', parkId: data.parkId });
  if (status === as) return nothing;
  if (status !== 'open') return E.left({ _tag: 'ParkClosed', parkId: data.parkId, as: status });
  return E.right([{ type: type === 'ReplayMessage' ? 'MessageReplayed' : 'MessageDiscarded', data }]);
};

/** The rules of what arrives. A command whose effect is already recorded is accepted with no events. */
export const decide = (command: InboundCommand, state: InboundState): Decision => {
  switch (command.type) {
    case 'RecordEvent':
      return record(command, state);
    case 'ParkMessage':
      return park(command, state);
    case 'ReplayMessage':
    case 'DiscardMessage':
      return close(command, state);
  }
};
