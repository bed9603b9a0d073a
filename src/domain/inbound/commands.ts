import type { InboundEvent } from './events';

type Data<Type extends InboundEvent['type']> = Extract<InboundEvent, { readonly type: Type }>['data'];
type Park = { readonly identity: string; readonly eventType: string; readonly parkId: string };

/** What can be asked of what arrived under one identity. */
export type InboundCommand =
  | ({ readonly type: 'RecordEvent' } & Data<'PlatformEventRecorded'>)
  /** `parkId` names this arrival: the same one is parked once. */
  | ({ readonly type: 'ParkMessage' } & Data<'MessageParked'>)
  | ({ readonly type: 'ReplayMessage' } & Park)
  | ({ readonly type: 'DiscardMessage' } & Park);
