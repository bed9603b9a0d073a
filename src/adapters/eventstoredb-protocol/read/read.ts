import { randomUUID } from 'node:crypto';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { ServerWritableStream } from '@grpc/grpc-js';
import * as E from 'fp-ts/Either';
import type { Caller } from '../accounts';
import { accessDenied, type CallFailure, closing, failCall } from '../call-failure';
import type { ServiceParts } from '../service-parts';
import { unexpectedFailure } from '../unexpected-failure';
import { signalOf, writeAll } from '../write-all';
import { type Pages, readAll, readStream } from './finite-reads';
import { type ReadRequest, readRequestOf } from './read-request';
import { type Subscribing, subscribeToAll, subscribeToStream } from './subscriptions';

type Call = ServerWritableStream<ReadReq, Buffer>;

const ALL = '$all';

const sourceOf = (request: ReadRequest): string => ('stream' in request ? request.stream : ALL);

const pagesOf = (request: ReadRequest, subscribing: Subscribing): Pages => {
  switch (request._tag) {
    case 'ReadStream':
      return readStream(subscribing.engine, request);
    case 'ReadAll':
      return readAll(subscribing.engine, request);
    case 'SubscribeToStream':
      return subscribeToStream(subscribing, request);
    case 'SubscribeToAll':
      return subscribeToAll(subscribing, request);
  }
};

type Reading = { readonly call: Call; readonly caller: Caller; readonly request: ReadRequest };

const send = async (
  parts: ServiceParts,
  { call, caller, request }: Reading,
  signal: AbortSignal,
): Promise<CallFailure | undefined> => {
  const { engine, access } = parts;
  const source = sourceOf(request);
  const mayGoOn = async (): Promise<boolean> => access.isLasting(caller) || access.may(caller, 'read', source);
  if (!(await access.may(caller, 'read', source))) return accessDenied;
  const pages = pagesOf(request, {
    engine,
    id: randomUUID(),
    signal,
    denied: async () => ((await mayGoOn()) ? undefined : accessDenied),
  });
  try {
    let next = await pages.next();
    while (next.done !== true && (await writeAll(call, next.value, signal))) next = await pages.next();
    return next.done === true ? next.value : undefined;
  } finally {
    await pages.return(undefined);
  }
};

const run = async (parts: ServiceParts, reading: Reading): Promise<void> => {
  const { call } = reading;
  const signal = signalOf(call);
  const close = (): void => failCall(call, closing);
  parts.closing.addEventListener('abort', close, { once: true });
  try {
    const failure = parts.closing.aborted ? closing : await send(parts, reading, signal);
    if (signal.aborted || call.writableEnded) return;
    if (failure === undefined) call.end();
    else failCall(call, failure);
  } catch (error) {
    if (!signal.aborted) failCall(call, unexpectedFailure(parts.logger, error));
  } finally {
    parts.closing.removeEventListener('abort', close);
  }
};

/** `Streams.Read`: reads and subscriptions, at the pace of whoever takes them (contract, sections 7 and 8). */
export const read =
  (parts: ServiceParts) =>
  (call: Call): void => {
    const caller = parts.access.identify(call.metadata);
    if (E.isLeft(caller)) {
      failCall(call, caller.left);
      return;
    }
    const request = readRequestOf(call.request);
    if (E.isLeft(request)) {
      failCall(call, request.left);
      return;
    }
    const entered = parts.admission.enter(call.getPeer());
    if (E.isLeft(entered)) {
      failCall(call, entered.left);
      return;
    }
    void run(parts, { call, caller: caller.right, request: request.right }).finally(entered.right);
  };
