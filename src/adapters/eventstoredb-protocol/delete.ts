import {
  type DeleteReq,
  DeleteResp,
  type TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import { type sendUnaryData, type ServerUnaryCall, status } from '@grpc/grpc-js';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Conflict, ExpectedRevision } from '../../domain/ports/journal';
import type { EngineWriteFailure } from '../../domain/ports/journal-engine';
import type { Position } from '../../domain/shared/stored-event';
import { accessDenied, type CallFailure, invalidArgument, notConfirmed, streamDeleted, toStatus } from './call-failure';
import { expectationNumber, expectationOf } from './expectation';
import type { ServiceParts } from './service-parts';
import { streamNameOf } from './stream-name';
import { unexpectedFailure } from './unexpected-failure';

type Deleting = (stream: string, expected: ExpectedRevision) => TaskEither<EngineWriteFailure, Position>;
type Request = DeleteReq | TombstoneReq;
type Call = Pick<ServerUnaryCall<Request, unknown>, 'request' | 'metadata'>;

/** A failure of the call, unlike an append's; its numbers are whole ones, and none for a stream without events. */
const wrongExpectedVersion = (expected: ExpectedRevision, { stream, actual }: Conflict): CallFailure => ({
  status: status.FAILED_PRECONDITION,
  message: `The stream '${stream}' is not at the revision that was expected.`,
  exception: 'wrong-expected-version',
  trailers: {
    'stream-name': stream,
    'expected-version': expectationNumber(expected),
    'actual-version': actual === 'no-stream' ? '-1' : String(actual),
  },
});

const failureOf = (expected: ExpectedRevision, failure: EngineWriteFailure): CallFailure => {
  switch (failure._tag) {
    case 'Conflict':
      return wrongExpectedVersion(expected, failure);
    case 'StreamDeleted':
      return streamDeleted(failure.stream);
    case 'JournalUnavailable':
      return notConfirmed;
  }
};

const run = async (
  { access }: ServiceParts,
  { request, metadata }: Call,
  deleting: Deleting,
): Promise<E.Either<CallFailure, Position>> => {
  const caller = access.identify(metadata);
  if (E.isLeft(caller)) return caller;
  const options = request.getOptions();
  const stream = streamNameOf(options?.getStreamIdentifier());
  const expected = options === undefined ? undefined : expectationOf(options);
  if (stream === undefined || expected === undefined)
    return E.left(invalidArgument('A stream and its expected revision are needed.'));
  if (!(await access.may(caller.right, 'delete', stream))) return E.left(accessDenied);
  const deleted = await deleting(stream, expected)();
  return E.isLeft(deleted) ? E.left(failureOf(expected, deleted.left)) : deleted;
};

const answering =
  <Response>(parts: ServiceParts, deleting: Deleting, respond: (position: string) => Response) =>
  (call: Call, answer: sendUnaryData<Response>): void => {
    run(parts, call, deleting)
      .catch((error: unknown) => E.left(unexpectedFailure(parts.logger, error)))
      .then((outcome) => {
        if (E.isLeft(outcome)) answer(toStatus(outcome.left));
        else answer(null, respond(String(outcome.right)));
      })
      .catch((error: unknown) => void unexpectedFailure(parts.logger, error));
  };

type Handler<Response> = (call: Call, answer: sendUnaryData<Response>) => void;

/** `Streams.Delete`: the stream can be begun anew (contract, section 9.3). */
export const softDelete = (parts: ServiceParts): Handler<DeleteResp> =>
  answering(parts, parts.engine.softDelete, (position) =>
    new DeleteResp().setPosition(new DeleteResp.Position().setCommitPosition(position).setPreparePosition(position)),
  );

/** `Streams.Tombstone`: for good (contract, section 9.4). */
export const tombstone = (parts: ServiceParts): Handler<TombstoneResp> =>
  answering(parts, parts.engine.tombstone, (position) =>
    new TombstoneResp().setPosition(
      new TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
    ),
  );
