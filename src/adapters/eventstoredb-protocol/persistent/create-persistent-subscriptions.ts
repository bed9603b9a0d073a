import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb';
import { withHandmadeResponses } from '../handmade-responses';
import type { ServiceParts } from '../service-parts';
import type { ProtocolService } from '../streams-service';
import type { CallParts } from './calls/call-parts';
import { create, remove, restartSubsystem, update } from './calls/change-calls';
import { getInfo, list } from './calls/info-calls';
import { read } from './calls/read';
import { replayParked } from './calls/replay-parked';
import type { GroupLimits } from './limits';
import { createRegistry } from './registry';

export type PersistentSubscriptionsOptions = Omit<ServiceParts, 'limits'> & {
  readonly limits: GroupLimits;
  /** Nothing can be written: groups are shown, and stand still. */
  readonly readOnly?: boolean;
};

export type PersistentSubscriptions = ProtocolService & {
  /** Reads which groups there are, and sets them going; before that, every call is refused. */
  readonly start: () => Promise<void>;
  /** Drops all consumers, and resolves once nothing is written any more. */
  readonly close: () => Promise<void>;
};

/**
 * The service `event_store.client.persistent_subscriptions.PersistentSubscriptions` (contract, section 12): groups of
 * consumers that share what a stream, or everything, holds. What is not settled is delivered again, whatever happens.
 */
export const createPersistentSubscriptions = ({
  limits,
  readOnly = false,
  ...services
}: PersistentSubscriptionsOptions): PersistentSubscriptions => {
  const registry = createRegistry({ ...services, limits, readOnly });
  const parts: CallParts = { ...services, registry };
  return {
    definition: { ...PersistentSubscriptionsService, read: withHandmadeResponses(PersistentSubscriptionsService.read) },
    implementation: {
      create: create(parts),
      update: update(parts),
      delete: remove(parts),
      read: read(parts),
      getInfo: getInfo(parts),
      replayParked: replayParked(parts),
      list: list(parts),
      restartSubsystem: restartSubsystem(parts),
    },
    start: registry.load,
    close: registry.close,
  };
};
