import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import type { Metadata, sendUnaryData } from '@grpc/grpc-js';
import * as E from 'fp-ts/Either';
import type { Access } from './access';
import { toStatus } from './call-failure';
import type { ProtocolService } from './streams-service';

/** Nobody has to say who they are here; who does so wrongly is refused as everywhere. */
const answering =
  <Response>(access: Access, respond: () => Response) =>
  ({ metadata }: { readonly metadata: Metadata }, answer: sendUnaryData<Response>): void => {
    const caller = access.identify(metadata);
    if (E.isLeft(caller)) answer(toStatus(caller.left));
    else answer(null, respond());
  };

export const gossipService = (access: Access, cluster: () => ClusterInfo): ProtocolService => ({
  definition: GossipService,
  implementation: { read: answering(access, cluster) },
});

export const featuresService = (access: Access, supported: SupportedMethods): ProtocolService => ({
  definition: ServerFeaturesService,
  implementation: { getSupportedMethods: answering(access, () => supported) },
});
