import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import * as E from 'fp-ts/Either';
import type { ExpectedRevision } from '../../domain/ports/journal';
import type { Caller } from './accounts';
import { appendConflicted, appendSucceeded } from './append-response';
import { accessDenied, type CallFailure, invalidArgument, notConfirmed, streamDeleted, toStatus } from './call-failure';
import { expectationOf } from './expectation';
import { type GatheredEvents, gatherEvents } from './gathered-events';
import type { ServiceParts } from './service-parts';
import { streamNameOf } from './stream-name';
import { unexpectedFailure } from './unexpected-failure';

type Call = ServerReadableStream<AppendReq, AppendResp>;
type Target = { readonly stream: string; readonly expected: ExpectedRevision };
type Answer = E.Either<CallFailure, AppendResp>;

const targetOf = (request: AppendReq): E.Either<CallFailure, Target> => {
  const options = request.getOptions();
  const stream = streamNameOf(options?.getStreamIdentifier());
  const expected = options === undefined ? undefined : expectationOf(options);
  if (stream === undefined) return E.left(invalidArgument('An append begins with options that name its stream.'));
  return expected === undefined
    ? E.left(invalidArgument('The expected revision is not set.'))
    : E.right({ stream, expected });
};

const write = async (
  { engine }: ServiceParts,
  { stream, expected }: Target,
  gathered: GatheredEvents,
): Promise<Answer> => {
  const appended = await engine.append(stream, expected, gathered.events())();
  if (E.isRight(appended)) return E.right(appendSucceeded(appended.right));
  switch (appended.left._tag) {
    case 'Conflict':
      return E.right(appendConflicted(expected, appended.left));
    case 'StreamDeleted':
      return E.left(streamDeleted(stream));
    case 'JournalUnavailable':
      return E.left(notConfirmed);
  }
};

/** The request from its first message to its half-close; nothing is written before that. */
const take = async (parts: ServiceParts, call: Call, caller: Caller): Promise<Answer> => {
  const gathered = gatherEvents(parts.limits);
  let target: Target | undefined;
  for await (const request of call as AsyncIterable<AppendReq>) {
    const message = request.getProposedMessage();
    if (target === undefined) {
      const named = targetOf(request);
      if (E.isLeft(named)) return named;
      target = named.right;
      if (!(await parts.access.may(caller, 'write', target.stream))) return E.left(accessDenied);
    } else if (message === undefined) return E.left(invalidArgument('What follows the options is a message each.'));
    else {
      const added = gathered.add(message);
      if (E.isLeft(added)) return added;
    }
  }
  if (target === undefined) return E.left(invalidArgument('An append begins with its options.'));
  // Its caller is gone, or gave up waiting, before it had said all.
  return call.cancelled ? E.left(notConfirmed) : write(parts, target, gathered);
};

/** `Streams.Append`: one append as a stream of messages (contract, section 5). */
export const append =
  (parts: ServiceParts) =>
  (call: Call, answer: sendUnaryData<AppendResp>): void => {
    const caller = parts.access.identify(call.metadata);
    const taken = E.isLeft(caller) ? Promise.resolve(caller) : take(parts, call, caller.right);
    taken
      .catch((error: unknown): Answer => E.left(call.cancelled ? notConfirmed : unexpectedFailure(parts.logger, error)))
      .then((outcome) => {
        if (E.isLeft(outcome)) answer(toStatus(outcome.left));
        else answer(null, outcome.right);
      })
      .catch((error: unknown) => void unexpectedFailure(parts.logger, error));
  };
