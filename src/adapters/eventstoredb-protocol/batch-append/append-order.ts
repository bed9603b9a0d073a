import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import * as E from 'fp-ts/Either';
import type { ExpectedRevision } from '../../../domain/ports/journal';
import { expectationOf } from '../expectation';
import { streamNameOf } from '../stream-name';
import { badRequest, type BatchFailure } from './batch-failure';

/** What an append's first message says of it. */
export type AppendOrder = {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** Milliseconds since 1970. */
  readonly deadline: number | undefined;
};

const NANOS_PER_MILLI = 1_000_000;

const deadlineOf = (options: BatchAppendReq.Options): number | undefined => {
  const deadline = options.getDeadline();
  return deadline === undefined ? undefined : deadline.getSeconds() * 1000 + deadline.getNanos() / NANOS_PER_MILLI;
};

const expectedBy = (options: BatchAppendReq.Options): ExpectedRevision | undefined =>
  expectationOf({
    hasRevision: () => options.hasStreamPosition(),
    getRevision: () => options.getStreamPosition(),
    hasNoStream: () => options.hasNoStream(),
    hasAny: () => options.hasAny(),
    hasStreamExists: () => options.hasStreamExists(),
  });

export const orderOf = (options: BatchAppendReq.Options): E.Either<BatchFailure, AppendOrder> => {
  const stream = streamNameOf(options.getStreamIdentifier());
  const expected = expectedBy(options);
  if (stream === undefined) return E.left(badRequest('The stream is not named.'));
  if (expected === undefined) return E.left(badRequest('The expected revision is not set.'));
  return E.right({ stream, expected, deadline: deadlineOf(options) });
};
