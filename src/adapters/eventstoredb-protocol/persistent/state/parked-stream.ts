import * as E from 'fp-ts/Either';
import type { EngineEvent, EngineRecord, JournalEngine } from '../../../../domain/ports/journal-engine';
import { metadataStream, parkedMetadata } from './metadata-event';
import { appendTo, endOf, recordsOf } from './stored';
import { parkedStream } from './stream-names';

/** From the first revision up to, and without, the second. */
export type ParkedRange = { readonly from: bigint; readonly to: bigint };

export type ParkedStream = {
  /** Looks up where it begins and ends; before anything else, and again where others may have written to it. */
  readonly look: () => Promise<void>;
  /** How many wait to be replayed. */
  readonly count: () => bigint;
  /** False: the stream takes nothing, since it was deleted for good. */
  readonly add: (links: ReadonlyArray<EngineEvent>) => Promise<boolean>;
  /** What there is to replay up to a revision; undefined where there is nothing. */
  readonly upTo: (stopAt: bigint | undefined) => ParkedRange | undefined;
  readonly records: (range: ParkedRange) => AsyncIterable<EngineRecord>;
  /** These are in somebody's hands again, and count no more. */
  readonly noteReplayed: (to: bigint) => void;
  readonly truncate: (before: bigint) => Promise<void>;
};

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Where a group keeps what its consumers could not handle: links, from the first that is not truncated to the last. */
export const createParkedStream = (engine: JournalEngine, key: string): ParkedStream => {
  const stream = parkedStream(key);
  let first = 0n;
  let end = 0n;
  return {
    look: async () => {
      const last = await endOf(engine, stream, 'last');
      if (last === undefined) return;
      const visible = await endOf(engine, stream, 'first');
      first = greatest(first, visible?.revision ?? 0n);
      end = greatest(end, last.revision + 1n);
    },
    count: () => (end > first ? end - first : 0n),
    add: async (links) => {
      const added = await appendTo(engine, stream, links);
      if (E.isLeft(added)) return false;
      const { revision } = added.right;
      if (revision === 'no-stream') return true;
      if (end <= first) first = greatest(first, revision + 1n - BigInt(links.length));
      end = greatest(end, revision + 1n);
      return true;
    },
    upTo: (stopAt) => {
      const to = stopAt === undefined ? end : least(stopAt, end);
      return to > first ? { from: first, to } : undefined;
    },
    records: async function* ({ from, to }) {
      const limit = Number(to - from);
      for await (const record of recordsOf(engine, stream, { direction: 'forwards', from, limit })) {
        if (record.revision >= to) return;
        yield record;
      }
    },
    noteReplayed: (to) => {
      first = greatest(first, to);
    },
    truncate: async (before) => {
      const written = await appendTo(engine, metadataStream(stream), [parkedMetadata(before)]);
      if (E.isLeft(written)) throw new Error(`the parked stream could not be truncated: ${written.left._tag}`);
    },
  };
};
