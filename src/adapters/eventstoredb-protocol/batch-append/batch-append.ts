import { once } from 'node:events';
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import * as E from 'fp-ts/Either';
import type { Caller } from '../accounts';
import { closing, failCall } from '../call-failure';
import type { ServiceParts } from '../service-parts';
import { unexpectedFailure } from '../unexpected-failure';
import { signalOf } from '../write-all';
import { type AppendsInHand, createAppendsInHand } from './appends-in-hand';
import { type BatchFailure, streamDeleted, timedOut, unknown, wrongExpectedVersion } from './batch-failure';
import { encodeAppended, encodeBatchFailure } from './encode-batch-response';
import { createIncompleteAppends, type IncompleteAppend, type IncompleteAppends } from './incomplete-appends';
import { takeRequest } from './take-request';

type Call = ServerDuplexStream<BatchAppendReq, Buffer>;

/** The answer to a complete append; it never fails. */
const write = async (
  { engine, logger }: ServiceParts,
  { addressee, order: { stream, expected }, gathered }: IncompleteAppend,
): Promise<Buffer> => {
  const failed = (failure: BatchFailure): Buffer => encodeBatchFailure(addressee, failure);
  try {
    const appended = await engine.append(stream, expected, gathered.events())();
    if (E.isRight(appended)) return encodeAppended(addressee, appended.right);
    switch (appended.left._tag) {
      case 'Conflict':
        return failed(wrongExpectedVersion(expected, appended.left));
      case 'StreamDeleted':
        return failed(streamDeleted(stream));
      case 'JournalUnavailable':
        return failed(timedOut);
    }
  } catch (error) {
    unexpectedFailure(logger, error);
    return failed(unknown);
  }
};

type Running = {
  readonly parts: ServiceParts;
  readonly call: Call;
  readonly caller: Caller;
  readonly inHand: AppendsInHand;
  readonly incomplete: IncompleteAppends;
  readonly answer: (bytes: Buffer) => void;
};

/** Handed over in the order in which they became complete, which is the order in which the journal decides on them. */
const complete =
  ({ parts, inHand, answer }: Running) =>
  (append: IncompleteAppend): void => {
    const bytes = append.gathered.bytes();
    inHand.enter(bytes);
    void write(parts, append).then((answered) => {
      answer(answered);
      inHand.leave(bytes);
    });
  };

/** Reads on only while there is room for what is read, and its answers are taken. */
const readAll = async (running: Running, signal: AbortSignal): Promise<void> => {
  const { parts, call, inHand, answer } = running;
  const taking = {
    ...parts,
    ...running,
    complete: complete(running),
    refuse: (addressee: IncompleteAppend['addressee'], failure: BatchFailure) =>
      answer(encodeBatchFailure(addressee, failure)),
  };
  for await (const request of call.iterator({ destroyOnReturn: false }) as AsyncIterable<BatchAppendReq>) {
    if (parts.closing.aborted) continue;
    await takeRequest(taking, request);
    await inHand.room();
    if (call.writableLength >= parts.limits.appendsInHand) await once(call, 'drain', { signal });
  }
};

const run = async (running: Running, signal: AbortSignal): Promise<void> => {
  const { parts, call, inHand, incomplete, answer } = running;
  // What is in hand is answered before a closing server ends the call.
  const close = (): void => void inHand.none().then(() => failCall(call, closing));
  parts.closing.addEventListener('abort', close, { once: true });
  try {
    if (parts.closing.aborted) close();
    await readAll(running, signal);
    await inHand.none();
    // Their callers would wait for ever, since an end without an answer tells them nothing.
    for (const { addressee } of incomplete.clear()) answer(encodeBatchFailure(addressee, timedOut));
    call.end();
  } catch (error) {
    if (!signal.aborted && !parts.closing.aborted) failCall(call, unexpectedFailure(parts.logger, error));
  } finally {
    parts.closing.removeEventListener('abort', close);
    incomplete.clear();
  }
};

/**
 * `Streams.BatchAppend`: all appends of a client over one call, each answered exactly once, in effect in the order in which
 * they became complete (contract, section 6).
 */
export const batchAppend =
  (parts: ServiceParts) =>
  (call: Call): void => {
    const caller = parts.access.identify(call.metadata);
    if (E.isLeft(caller)) {
      failCall(call, caller.left);
      return;
    }
    const signal = signalOf(call);
    const answer = (bytes: Buffer): void => {
      if (!signal.aborted && !call.writableEnded) call.write(bytes);
    };
    const { limits, clock } = parts;
    const incomplete = createIncompleteAppends({
      limits,
      clock,
      onLate: ({ addressee }) => answer(encodeBatchFailure(addressee, timedOut)),
    });
    void run({ parts, call, caller: caller.right, inHand: createAppendsInHand(limits), incomplete, answer }, signal);
  };
