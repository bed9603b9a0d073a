import type { MethodDefinition } from '@grpc/grpc-js';

/** A method whose answers are bytes already: they go to the wire as they are. */
export const withHandmadeResponses = <Request, Response>(
  method: MethodDefinition<Request, Response>,
): MethodDefinition<Request, Buffer> => ({
  ...method,
  responseSerialize: (bytes) => bytes,
  responseDeserialize: (bytes) => bytes,
});
