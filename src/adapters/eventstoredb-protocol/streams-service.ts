import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { append } from './append';
import { batchAppend } from './batch-append/batch-append';
import { softDelete, tombstone } from './delete';
import { withHandmadeResponses } from './handmade-responses';
import { read } from './read/read';
import type { ServiceParts } from './service-parts';

/** A service of the protocol, to be added to the server. */
export type ProtocolService = {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
};

export const streamsService = (parts: ServiceParts): ProtocolService => ({
  definition: {
    ...StreamsService,
    read: withHandmadeResponses(StreamsService.read),
    batchAppend: withHandmadeResponses(StreamsService.batchAppend),
  },
  implementation: {
    read: read(parts),
    append: append(parts),
    batchAppend: batchAppend(parts),
    delete: softDelete(parts),
    tombstone: tombstone(parts),
  },
});
