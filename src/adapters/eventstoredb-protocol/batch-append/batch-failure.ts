import type { Message } from 'google-protobuf';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import {
  AccessDenied,
  BadRequest,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  Timeout,
  Unknown,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Code } from '@eventstore/db-client/generated/code_pb';
import type { Conflict, ExpectedRevision } from '../../../domain/ports/journal';
import { toIdentifier } from '../stream-name';

/** Why one append of many was not made. The client dispatches on the name of the details' type (contract, section 6). */
export type BatchFailure = {
  readonly code: Code;
  readonly message: string;
  readonly type: string;
  readonly details: Message;
};

const failure = (code: Code, message: string, type: string, details: Message): BatchFailure => ({
  code,
  message,
  type: `event_store.client.${type}`,
  details,
});

export const accessDenied = failure(Code.PERMISSION_DENIED, 'Access Denied', 'AccessDenied', new AccessDenied());
export const timedOut = failure(Code.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new Timeout());
export const unknown = failure(Code.UNKNOWN, 'The server could not append.', 'Unknown', new Unknown());

export const overloaded = failure(
  Code.RESOURCE_EXHAUSTED,
  'Too many appends of this call are begun and not complete.',
  'Unknown',
  new Unknown(),
);

export const badRequest = (message: string): BatchFailure =>
  failure(Code.INVALID_ARGUMENT, message, 'BadRequest', new BadRequest().setMessage(message));

export const tooLarge = (bytes: number): BatchFailure =>
  failure(
    Code.INVALID_ARGUMENT,
    `Maximum Append Size of ${bytes} Exceeded.`,
    'MaximumAppendSizeExceeded',
    new MaximumAppendSizeExceeded().setMaxappendsize(bytes),
  );

export const streamDeleted = (stream: string): BatchFailure =>
  failure(
    Code.NOT_FOUND,
    'The stream is deleted.',
    'StreamDeleted',
    new StreamDeleted().setStreamIdentifier(toIdentifier(stream)),
  );

export const wrongExpectedVersion = (expected: ExpectedRevision, { actual }: Conflict): BatchFailure => {
  const wrong = new WrongExpectedVersion();
  if (actual === 'no-stream') wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentStreamRevision(String(actual));
  if (expected === 'any') wrong.setExpectedAny(new Empty());
  else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new Empty());
  else if (expected === 'no-stream') wrong.setExpectedNoStream(new Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return failure(Code.ALREADY_EXISTS, 'Wrong expected version.', 'WrongExpectedVersion', wrong);
};
