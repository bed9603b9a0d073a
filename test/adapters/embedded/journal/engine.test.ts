import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { createCommitFaults, setCommitFault } from '../../../../src/adapters/embedded/journal/commit-faults';
import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { JournalError } from '../../../../src/domain/ports/journal';
import type { JournalEngine } from '../../../../src/domain/ports/journal-engine';
import {
  engineEvent,
  engineEvents,
  metadataEvent,
  readAllForwards,
  readStream,
  recordsIn,
  revisionsOf,
  take,
} from '../../../support/engine-events';
import { collect } from '../../../support/journal-events';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock } from '../../../support/test-clock';

const folder = temporaryDirectory();
const fresh = () => mkdtempSync(join(folder, 'journal-'));
const clock = createTestClock();
const open = async (dataDir: string) => right(await openEmbeddedJournal({ dataDir, clock })());
const all = async (engine: JournalEngine) =>
  recordsIn(engine.readAll({ direction: 'forwards', from: 'start', limit: Infinity }));
const visible = async (engine: JournalEngine, stream: string) => {
  const read = await engine.readStream(stream, readAllForwards)();
  return E.isLeft(read) ? read.left._tag : revisionsOf(await recordsIn(read.right));
};
const write = async (engine: JournalEngine, stream: string, count = 1) =>
  right(await engine.append(stream, 'any', engineEvents(count))());
const say = async (engine: JournalEngine, stream: string, metadata: string) =>
  right(await engine.append(`$$${stream}`, 'any', [metadataEvent(metadata)])());

/** A journal with a stream of each kind. */
const furnish = async (engine: JournalEngine): Promise<void> => {
  for (const stream of ['whole', 'cut', 'gone', 'anew', 'ended']) await write(engine, stream, 3);
  await say(engine, 'cut', '{"$tb":1,"$maxCount":2}');
  right(await engine.softDelete('gone', 2n)());
  right(await engine.softDelete('anew', 'any')());
  await write(engine, 'anew', 2);
  right(await engine.tombstone('ended', 'any')());
};
const furnished = {
  whole: [0n, 1n, 2n],
  cut: [1n, 2n],
  gone: 'StreamNotFound',
  anew: [3n, 4n],
  ended: 'StreamDeleted',
  $$ended: 'StreamDeleted',
};
const seen = async (engine: JournalEngine) =>
  Object.fromEntries(
    await Promise.all(Object.keys(furnished).map(async (stream) => [stream, await visible(engine, stream)] as const)),
  );

describe('a journal with deleted and truncated streams', () => {
  it('is verified and opened again, shows the same, and decides as before', async () => {
    const dataDir = fresh();
    const first = await open(dataDir);
    await furnish(first.engine);
    expect(await seen(first.engine)).toStrictEqual(furnished);
    const history = await all(first.engine);
    await first.close();
    const { engine, close } = await open(dataDir);
    expect(await all(engine)).toStrictEqual(history);
    expect(await seen(engine)).toStrictEqual(furnished);
    for (const stream of ['ended', '$$ended'])
      expect(await engine.append(stream, 'any', engineEvents(1))()).toStrictEqual(
        E.left({ _tag: 'StreamDeleted', stream }),
      );
    expect(await engine.append('gone', 'stream-exists', engineEvents(1))()).toStrictEqual(
      E.left({ _tag: 'StreamDeleted', stream: 'gone' }),
    );
    await write(engine, 'gone');
    expect(await visible(engine, 'gone')).toStrictEqual([3n]);
    await close();
  });

  it('decides as before after the writer’s thread has died', async () => {
    const faults = createCommitFaults();
    const { engine, close } = right(await openEmbeddedJournal({ dataDir: fresh(), clock, commitFaults: faults })());
    await furnish(engine);
    setCommitFault(faults, 'threadDies');
    expect(await engine.append('whole', 'any', engineEvents(1))()).toMatchObject(
      E.left({ _tag: 'JournalUnavailable' }),
    );
    setCommitFault(faults, 'none');
    expect(await engine.append('ended', 'any', engineEvents(1))()).toStrictEqual(
      E.left({ _tag: 'StreamDeleted', stream: 'ended' }),
    );
    await write(engine, 'gone');
    expect(await visible(engine, 'gone')).toStrictEqual([3n]);
    expect(await seen(engine)).toStrictEqual({ ...furnished, gone: [3n] });
    await close();
  });

  it('forgets what a failed commit was about to change', async () => {
    const faults = createCommitFaults();
    const { engine, close } = right(await openEmbeddedJournal({ dataDir: fresh(), clock, commitFaults: faults })());
    for (const stream of ['a', 'b']) await write(engine, stream, 2);
    setCommitFault(faults, 'diskFull');
    const failed = await Promise.all([
      engine.tombstone('a', 'any')(),
      engine.softDelete('b', 'any')(),
      // Decided by the deletion before it, which is then taken back.
      engine.append('b', 'stream-exists', engineEvents(1))(),
    ]);
    for (const answer of failed) expect(answer).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
    setCommitFault(faults, 'none');
    for (const stream of ['a', 'b']) {
      expect(right(await engine.append(stream, 'stream-exists', engineEvents(1))()).revision).toBe(2n);
      expect(await visible(engine, stream)).toStrictEqual([0n, 1n, 2n]);
    }
    await close();
  });

  it('has dense positions', async () => {
    const { engine, close } = await open(fresh());
    await furnish(engine);
    const positions = (await all(engine)).map(({ position }) => position);
    expect(positions).toStrictEqual(positions.map((_, index) => BigInt(index + 1)));
    await close();
  });
});

describe('what metadata hides by age', () => {
  it('is decided when it is read', async () => {
    const now = createTestClock();
    const { engine, close } = right(await openEmbeddedJournal({ dataDir: fresh(), clock: now })());
    await write(engine, 'a', 2);
    await now.advance(10_000);
    const late = engineEvent();
    right(await engine.append('a', 'any', [late])());
    await say(engine, 'a', '{"$maxAge":10}');
    expect(await visible(engine, 'a')).toStrictEqual([0n, 1n, 2n]);
    await now.advance(1);
    expect(await visible(engine, 'a')).toStrictEqual([2n]);
    const latest = { direction: 'backwards', from: 'end', limit: 5 } as const;
    expect(revisionsOf(await readStream(engine, 'a', latest))).toStrictEqual([2n]);
    expect(revisionsOf(await readStream(engine, 'a', { ...readAllForwards, limit: 1 }))).toStrictEqual([2n]);
    await now.advance(10_000);
    expect(await visible(engine, 'a')).toStrictEqual([]);
    expect(await engine.append('a', 1n, [late])()).toStrictEqual(E.right({ revision: 2n, position: undefined }));
    await close();
  });
});

describe('who follows a stream', () => {
  const of = (engine: JournalEngine, stream: string) => (signal: AbortSignal) =>
    engine.followStream({ stream, after: 'start', signal });

  it('misses nothing when the writer’s thread dies after a commit', async () => {
    const faults = createCommitFaults();
    const { engine, close } = right(await openEmbeddedJournal({ dataDir: fresh(), clock, commitFaults: faults })());
    const following = take(of(engine, 'a'), (records) => records.length === 6);
    await write(engine, 'a', 2);
    setCommitFault(faults, 'answerLost');
    expect(E.isLeft(await engine.append('a', 'any', engineEvents(3))())).toBe(true);
    setCommitFault(faults, 'none');
    await write(engine, 'a', 1);
    expect(await following).toStrictEqual(await readStream(engine, 'a'));
    await close();
  });

  it('ends with an error when the journal is closed', async () => {
    const { engine, close } = await open(fresh());
    const ended = Promise.all(
      ['a', 'b'].map(async (stream) => collect(of(engine, stream)(new AbortController().signal)).catch(String)),
    );
    const failing = collect(engine.followAll({ after: 'end', signal: new AbortController().signal }));
    const failed = expect(failing).rejects.toBeInstanceOf(JournalError);
    await write(engine, 'a');
    await close();
    await failed;
    expect(await ended).toStrictEqual(Array(2).fill('Error: the journal is closed'));
    expect(await engine.readStream('a', readAllForwards)()).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
    for (const after of ['start', 'end'] as const)
      await expect(
        collect(engine.followStream({ stream: 'a', after, signal: new AbortController().signal })),
      ).rejects.toBeInstanceOf(JournalError);
  });
});
