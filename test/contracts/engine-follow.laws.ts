import type { EnginePage, EngineRecord, JournalEngine } from '../../src/domain/ports/journal-engine';
import {
  LAST_REVISION,
  engineEvents,
  metadataEvent,
  readStream,
  recordsIn,
  revisionsOf,
  take,
} from '../support/engine-events';
import { collect, freshStream } from '../support/journal-events';
import { right } from '../support/right';

const FOLLOWERS = 500;
const live = (_: ReadonlyArray<EngineRecord>, page: EnginePage) => page.live;

export const engineFollowLaws = (engine: () => JournalEngine): void => {
  const append = async (stream: string, count: number) =>
    right(await engine().append(stream, 'any', engineEvents(count))());
  const all = (after: bigint | 'start' | 'end') => (signal: AbortSignal) => engine().followAll({ after, signal });
  const of = (stream: string, after: bigint | 'start' | 'end') => (signal: AbortSignal) =>
    engine().followStream({ stream, after, signal });
  const head = async () => right(await engine().head()());

  describe('who follows all', () => {
    it('is given what is there after a position, and then what comes, each once and in order', async () => {
      const after = await head();
      const stream = freshStream();
      await append(stream, 700);
      const following = take(all(after), (records) => records.length >= 1000);
      for (let n = 0; n < 30; n += 1) await append(`${stream}-${String(n % 7)}`, 10);
      const stored = await recordsIn(engine().readAll({ direction: 'forwards', from: after + 1n, limit: Infinity }));
      expect(await following).toStrictEqual(stored);
    });

    it('from the end begins where the journal ended when it was asked for', async () => {
      const stop = new AbortController();
      const pages = engine().followAll({ after: 'end', signal: stop.signal });
      const stream = freshStream();
      const { position } = await append(stream, 1);
      const seen: Array<EngineRecord> = [];
      for await (const page of pages) {
        seen.push(...page.records);
        if (page.position >= position!) stop.abort();
      }
      expect(seen.map((record) => record.stream)).toStrictEqual([stream]);
    });

    it('is told that it has come to the head, also where there is nothing, and beyond', async () => {
      const end = await head();
      for (const after of [end, end + 1000n, 'end'] as const) expect(await take(all(after), live)).toStrictEqual([]);
    });
  });

  describe('who follows a stream', () => {
    it('is given what is there after a revision, and then what comes, each once and in order', async () => {
      const stream = freshStream();
      await append(stream, 600);
      const following = take(of(stream, 99n), (records) => records.at(-1)?.revision === 1599n);
      for (let n = 0; n < 100; n += 1) {
        await append(stream, 10);
        await append(freshStream(), 1);
      }
      const records = await following;
      expect(records).toStrictEqual((await readStream(engine(), stream)).slice(100));
    });

    it('that is not there waits for it', async () => {
      const stream = freshStream();
      let wrote: Promise<unknown> | undefined;
      const records = await take(of(stream, 'start'), (seen, page) => {
        if (page.live) wrote ??= append(stream, 2);
        return seen.length === 2;
      });
      await wrote;
      expect(revisionsOf(records)).toStrictEqual([0n, 1n]);
    });

    it('from the end begins after what was there when it was asked for', async () => {
      const stream = freshStream();
      await append(stream, 3);
      const stop = new AbortController();
      const pages = engine().followStream({ stream, after: 'end', signal: stop.signal });
      await append(stream, 2);
      const seen: Array<EngineRecord> = [];
      for await (const page of pages) {
        seen.push(...page.records);
        if (seen.length === 2) stop.abort();
      }
      expect(revisionsOf(seen)).toStrictEqual([3n, 4n]);
    });

    it('after a revision beyond the head is given nothing up to it', async () => {
      const stream = freshStream();
      await append(stream, 2);
      let wrote: Promise<unknown> | undefined;
      const records = await take(of(stream, 3n), (seen, page) => {
        if (page.live) wrote ??= append(stream, 4);
        return seen.length === 2;
      });
      await wrote;
      expect(revisionsOf(records)).toStrictEqual([4n, 5n]);
    });

    it('is given what is visible of the past, and all that comes', async () => {
      const stream = freshStream();
      await append(stream, 5);
      right(await engine().append(`$$${stream}`, 'any', [metadataEvent('{"$maxCount":2}')])());
      let wrote: Promise<unknown> | undefined;
      const records = await take(of(stream, 'start'), (seen, page) => {
        if (page.live) wrote ??= append(stream, 4);
        return seen.length === 6;
      });
      await wrote;
      expect(revisionsOf(records)).toStrictEqual([3n, 4n, 5n, 6n, 7n, 8n]);
    });

    it('goes on past a soft deletion, which its metadata’s followers see', async () => {
      const stream = freshStream();
      await append(stream, 2);
      const metadata = take(of(`$$${stream}`, 'start'), (seen) => seen.length === 2);
      let wrote: Promise<unknown> | undefined;
      const records = await take(of(stream, 'end'), (seen, page) => {
        const deleteAndWrite = async () => {
          right(await engine().softDelete(stream, 'any')());
          await append(stream, 1);
        };
        if (page.live) wrote ??= deleteAndWrite();
        return seen.length === 1;
      });
      await wrote;
      expect(revisionsOf(records)).toStrictEqual([2n]);
      expect(revisionsOf(await metadata)).toStrictEqual([0n, 1n]);
    });

    it('is given its tombstone, and that is the end', async () => {
      const stream = freshStream();
      await append(stream, 1);
      let wrote: Promise<unknown> | undefined;
      const records = await take(of(stream, 'start'), (_, page) => {
        if (page.live) wrote ??= engine().tombstone(stream, 'any')();
        return false;
      });
      await wrote;
      expect(records.map(({ type, revision }) => [type, revision])).toStrictEqual([
        ['Noted', 0n],
        ['$streamDeleted', LAST_REVISION],
      ]);
      expect(await collect(of(stream, 'start')(new AbortController().signal))).toStrictEqual([]);
    });

    it('though it is slow misses nothing, the tombstone included', async () => {
      const stream = freshStream();
      const pages = of(stream, 'start')(new AbortController().signal)[Symbol.asyncIterator]();
      await pages.next();
      for (let n = 0; n < 50; n += 1) await append(stream, 100);
      right(await engine().tombstone(stream, 'any')());
      const seen: Array<bigint> = [];
      for (;;) {
        const page = await pages.next();
        if (page.done === true) break;
        seen.push(...revisionsOf(page.value.records));
      }
      expect(seen).toStrictEqual([...Array.from({ length: 5000 }, (_, index) => BigInt(index)), LAST_REVISION]);
    });
  });

  it('ends without an error when it is aborted, before its first page and while it waits', async () => {
    const before = AbortSignal.abort();
    const stop = new AbortController();
    const follows = [all('start'), of(freshStream(), 'start')];
    for (const follow of follows) expect(await collect(follow(before))).toStrictEqual([]);
    const ending = Promise.all(follows.map(async (follow) => collect(follow(stop.signal))));
    await append(freshStream(), 1);
    stop.abort();
    await expect(ending).resolves.toHaveLength(2);
  });

  it(`serves ${String(FOLLOWERS)} who follow at once, each its stream`, async () => {
    const streams = Array.from({ length: FOLLOWERS }, () => freshStream());
    const shared = freshStream();
    const EACH = 20;
    const following = [
      ...streams.map(async (stream) => take(of(stream, 'start'), (seen) => seen.length === EACH)),
      ...Array.from({ length: 50 }, async () => take(of(shared, 'end'), (seen) => seen.length === EACH)),
    ];
    for (let n = 0; n < EACH; n += 1) await Promise.all([...streams, shared].map(async (stream) => append(stream, 1)));
    const seen = await Promise.all(following);
    const due = Array.from({ length: EACH }, (_, index) => BigInt(index));
    for (const records of seen) expect(revisionsOf(records)).toStrictEqual(due);
    expect(seen.slice(0, FOLLOWERS).map(([first]) => first?.stream)).toStrictEqual(streams);
  });
};
