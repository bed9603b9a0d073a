import { type ReadReq, ReadResp } from '@eventstore/db-client/generated/persistent_pb';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import * as E from 'fp-ts/Either';
import type { Caller } from '../../accounts';
import { accessDenied, type CallFailure, closing, failCall, invalidArgument } from '../../call-failure';
import { unexpectedFailure } from '../../unexpected-failure';
import { uuidFormOf } from '../../uuid';
import { signalOf } from '../../write-all';
import { groupDropped, groupIsFull, type GroupName } from '../group-failures';
import type { Membership } from '../running/run-group';
import { groupKey } from '../state/stream-names';
import { usernameOf } from './answering';
import type { CallParts } from './call-parts';
import { createOutbox, type Outbox } from './outbox';
import { takeAnswer } from './take-answer';
import { targetOf } from './target';

export type ReadCall = ServerDuplexStream<ReadReq, Buffer>;

type Reading = { readonly call: ReadCall; readonly caller: Caller; readonly signal: AbortSignal };

const confirmation = ({ source, group }: GroupName): Buffer => {
  const confirmed = new ReadResp.SubscriptionConfirmation().setSubscriptionId(groupKey(source, group));
  return Buffer.from(new ReadResp().setSubscriptionConfirmation(confirmed).serializeBinary());
};

const failOnce = (call: ReadCall, failure: CallFailure): void => {
  if (!call.writableEnded && !call.destroyed) failCall(call, failure);
};

const connectionNameOf = ({ metadata }: ReadCall): string =>
  metadata.get('connection-name')[0]?.toString() ?? '<unknown>';

const join = async (
  parts: CallParts,
  { call, caller }: Reading,
  options: ReadReq.Options,
  outbox: Outbox,
): Promise<E.Either<CallFailure, Membership>> => {
  const target = targetOf(options);
  if (E.isLeft(target)) return target;
  const name = target.right;
  if (!(await parts.access.mayConsume(caller, name.source))) return E.left(accessDenied);
  const found = parts.registry.find(name.source, name.group);
  if (E.isLeft(found)) return found;
  const membership = found.right.join({
    slots: Math.max(options.getBufferSize(), 0),
    username: usernameOf(caller),
    connectionName: connectionNameOf(call),
    deliver: outbox.put,
    withdraw: outbox.withdraw,
    drop: () => failOnce(call, groupDropped(name)),
  });
  if (membership === 'full') return E.left(groupIsFull(name));
  if (membership === 'stopped') return E.left(groupDropped(name));
  call.write(confirmation(name));
  return E.right(membership);
};

/** Takes requests as they come, and sends deliveries as they are taken, until the consumer leaves. */
const serve = async (parts: CallParts, reading: Reading): Promise<CallFailure | undefined> => {
  const { call, signal } = reading;
  const requests = call.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<ReadReq, undefined>;
  const first = await requests.next();
  if (first.done === true) return undefined;
  const options = first.value.getOptions();
  if (options === undefined) return invalidArgument('Options come first.');
  const over = new AbortController();
  const outbox = createOutbox(call, uuidFormOf(options.getUuidOption()), AbortSignal.any([signal, over.signal]));
  const membership = await join(parts, reading, options, outbox);
  if (E.isLeft(membership)) return membership.left;
  try {
    // A consumer may be gone by now, and nobody told the group.
    if (signal.aborted || call.writableEnded) return undefined;
    void outbox.send();
    for await (const request of requests) takeAnswer(membership.right, request);
    return undefined;
  } finally {
    over.abort();
    membership.right.leave();
  }
};

const run = async (parts: CallParts, reading: Reading): Promise<void> => {
  const { call, signal } = reading;
  const close = (): void => failOnce(call, closing);
  parts.closing.addEventListener('abort', close, { once: true });
  try {
    const failure = parts.closing.aborted ? closing : await serve(parts, reading);
    if (signal.aborted) return;
    if (failure !== undefined) failOnce(call, failure);
    else if (!call.writableEnded) call.end();
  } catch (error) {
    // A call that was failed says so to whoever reads its requests as well.
    if (!signal.aborted && !call.writableEnded) failCall(call, unexpectedFailure(parts.logger, error));
  } finally {
    parts.closing.removeEventListener('abort', close);
  }
};

/** `PersistentSubscriptions.Read`: a consumer of a group (contract, section 12.3). */
export const read =
  (parts: CallParts) =>
  (call: ReadCall): void => {
    const caller = parts.access.identify(call.metadata);
    if (E.isLeft(caller)) {
      failCall(call, caller.left);
      return;
    }
    const entered = parts.admission.enter(call.getPeer());
    if (E.isLeft(entered)) {
      failCall(call, entered.left);
      return;
    }
    void run(parts, { call, caller: caller.right, signal: signalOf(call) }).finally(entered.right);
  };
