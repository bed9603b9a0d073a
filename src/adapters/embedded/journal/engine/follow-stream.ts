import { setImmediate as nextTurn } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { Clock } from '../../../../domain/ports/clock';
import type { EnginePage, JournalEngine } from '../../../../domain/ports/journal-engine';
import { decodeEngineRecord } from '../decode-engine-record';
import { isTombstone, positionOf, revisionOf } from '../record';
import { type SharedRecord, engineRecordOf } from '../shared-record';
import type { Source } from '../source';
import { streamPages } from '../stream-pages';
import { everything, stateOf, visibleOf } from '../stream-state';

type FollowStream = Parameters<JournalEngine['followStream']>[0];

/** How far a follower has come: the revision that it waits for, and whether nothing can follow any more. */
type Progress = { next: number; ended: boolean };

const PAGE_EVENTS = 256;

const reach = (progress: Progress, last: Buffer | undefined): void => {
  if (last === undefined) return;
  progress.next = revisionOf(last) + 1;
  progress.ended = isTombstone(last);
};

/**
 * What the file has from where the follower stands. Metadata hides what it hides, but not the rest of a stream that was
 * tombstoned while it was followed (`resumed`); one that was tombstoned before has ended.
 */
async function* catchUp(
  source: Source,
  { stream, progress, now, resumed }: { stream: string; progress: Progress; now: number; resumed: boolean },
): AsyncGenerator<EnginePage> {
  const head = source.tail.head();
  const state = stateOf(source, stream);
  if (state.tombstoned && !resumed) {
    progress.ended = true;
    return;
  }
  const visible = state.tombstoned ? everything : visibleOf(state, now);
  let position = head;
  const from = progress.next;
  for await (const records of streamPages(source.reader, {
    stream,
    direction: 'forwards',
    from,
    limit: Infinity,
    visible,
  })) {
    const last = records.at(-1);
    reach(progress, last);
    if (last !== undefined) position = Math.max(head, positionOf(last));
    yield {
      records: records.map(decodeEngineRecord),
      position: BigInt(last === undefined ? head : positionOf(last)),
      live: false,
    };
  }
  if (!progress.ended) yield { records: [], position: BigInt(position), live: true };
}

/** The records of the positions that are news to the follower; undefined where one is no longer in memory. */
const newsAt = (
  { tail }: Source,
  positions: ReadonlyArray<number>,
  next: number,
): ReadonlyArray<SharedRecord> | undefined => {
  const records: Array<SharedRecord> = [];
  for (const position of positions) {
    const record = tail.recentAt(position);
    if (record === undefined) return undefined;
    if (revisionOf(record.record) >= next) records.push(record);
  }
  return records;
};

async function* pages(source: Source, clock: Clock, options: FollowStream, first: number): AsyncGenerator<EnginePage> {
  const { stream, signal } = options;
  const watch = source.tail.streams.watch(stream, signal);
  const progress: Progress = { next: first, ended: false };
  let resumed = false;
  try {
    while (!signal.aborted && !progress.ended) {
      source.tail.head();
      const positions = watch.take(PAGE_EVENTS);
      const news = positions === undefined ? undefined : newsAt(source, positions, progress.next);
      if (news === undefined) {
        yield* catchUp(source, { stream, progress, now: Date.parse(clock.now()), resumed });
        resumed = true;
      } else if (news.length > 0) {
        const last = news.at(-1)?.record;
        reach(progress, last);
        yield {
          records: news.map(engineRecordOf),
          position: BigInt(last === undefined ? 0 : positionOf(last)),
          live: true,
        };
      } else if (positions?.length === 0) await watch.changed();
      else await nextTurn();
    }
  } finally {
    watch.stop();
  }
}

/** The revision after the place given, which is settled when the following is asked for, not with its first page. */
const firstAfter = (source: Source, { stream, after }: FollowStream): E.Either<unknown, number> => {
  if (after === 'start') return E.right(0);
  if (after !== 'end') return E.right(Number(after) + 1);
  return E.tryCatch(
    () => stateOf(source, stream).current + 1,
    (error) => error,
  );
};

/**
 * History from the file, what is new from the memory that all followers share. Both are gone through by revision, so that
 * what the two have in common comes once and nothing between them is lost.
 */
export const createFollowStream =
  (source: Source, clock: Clock): JournalEngine['followStream'] =>
  (options) => {
    const first = firstAfter(source, options);
    return (async function* () {
      if (E.isLeft(first)) throw first.left;
      yield* pages(source, clock, options, first.right);
    })();
  };
