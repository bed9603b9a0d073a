import * as E from 'fp-ts/Either';
import type { EnginePage, JournalEngine } from '../../../domain/ports/journal-engine';
import { type CallFailure, streamDeleted } from '../call-failure';
import { createCheckpoints } from './checkpoints';
import { consider } from './consider';
import { type EncodePage, encodePage } from './encode-page';
import type { Pages } from './finite-reads';
import type { Filtering } from './event-filter';
import { createLiveSwitch } from './live-switch';
import { caughtUp, checkpoint, confirmation } from './read-messages';
import type { ReadRequest } from './read-request';

export type Subscribing = {
  readonly engine: JournalEngine;
  readonly id: string;
  readonly signal: AbortSignal;
  /** Asked with each page: why the subscription may not go on, if it may not. */
  readonly denied: () => Promise<CallFailure | undefined>;
};

type ToStream = Extract<ReadRequest, { readonly _tag: 'SubscribeToStream' }>;
type ToAll = Extract<ReadRequest, { readonly _tag: 'SubscribeToAll' }>;
type EncodeRun = (page: EnginePage) => Promise<Array<Buffer>>;

/**
 * The confirmation, then page after page. The journal is asked before the caller is told, so that whatever is appended once
 * it knows of its subscription is delivered.
 */
const follow = async function* (
  { id, denied }: Subscribing,
  pages: AsyncIterable<EnginePage>,
  { encode, atHead }: { readonly encode: EncodeRun; readonly atHead: (page: EnginePage) => ReadonlyArray<Buffer> },
): Pages {
  const live = createLiveSwitch();
  const iterator = pages[Symbol.asyncIterator]();
  try {
    let next = iterator.next();
    // It is awaited only after the confirmation has been taken.
    next.catch(() => undefined);
    yield [confirmation(id)];
    for (let read = await next; read.done !== true; read = await next) {
      const page = read.value;
      const failure = page.records.length === 0 ? undefined : await denied();
      if (failure !== undefined) return failure;
      const messages = await encode(page);
      if (live.hasCaughtUp({ live: page.live, events: page.records.length })) messages.push(...atHead(page), caughtUp);
      if (messages.length > 0) yield messages;
      next = iterator.next();
    }
    return undefined;
  } finally {
    await iterator.return?.();
  }
};

const isDeleted = async (engine: JournalEngine, stream: string): Promise<boolean> => {
  const read = await engine.readStream(stream, { direction: 'backwards', from: 'end', limit: 1 })();
  return E.isLeft(read) && read.left._tag === 'StreamDeleted';
};

/** Ends only with its stream: the tombstone itself is delivered, then the call fails (contract, section 8.2). */
export const subscribeToStream = async function* (subscribing: Subscribing, request: ToStream): Pages {
  const { engine, id, signal } = subscribing;
  const { stream, after } = request;
  if (await isDeleted(engine, stream)) {
    yield [confirmation(id)];
    return streamDeleted(stream);
  }
  const encode = encodePage(engine, request);
  const pages = engine.followStream({ stream, after, signal });
  const failure = yield* follow(subscribing, pages, {
    encode: async ({ records }) => encode(records),
    atHead: () => [],
  });
  return failure ?? (signal.aborted ? undefined : streamDeleted(stream));
};

const filtered = (filtering: Filtering, after: ToAll['after'], encode: EncodePage) => {
  const checkpoints = createCheckpoints(filtering.checkpointInterval, after);
  return {
    encode: async ({ records }: EnginePage): Promise<Array<Buffer>> => {
      const messages: Array<Buffer> = [];
      for await (const { record, passes } of consider(records, filtering)) {
        if (passes) messages.push(...(await encode([record])));
        if (checkpoints.isDueAfter(record.position)) messages.push(checkpoint(record.position));
      }
      return messages;
    },
    atHead: ({ position }: EnginePage) => (checkpoints.isDueAtHead(position) ? [checkpoint(position)] : []),
  };
};

export const subscribeToAll = async function* (subscribing: Subscribing, request: ToAll): Pages {
  const { engine, signal } = subscribing;
  const { after, filtering } = request;
  const encode = encodePage(engine, request);
  const run =
    filtering === undefined
      ? { encode: async ({ records }: EnginePage) => encode(records), atHead: () => [] }
      : filtered(filtering, after, encode);
  return yield* follow(subscribing, engine.followAll({ after, signal }), run);
};
