import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { openJournalToRead } from '../../../../src/adapters/embedded/journal/open-journal-to-read';
import type { JournalEngine } from '../../../../src/domain/ports/journal-engine';
import {
  LAST_REVISION,
  engineEvents,
  metadataEvent,
  readAllForwards,
  readStream,
  recordsIn,
  revisionsOf,
  take,
} from '../../../support/engine-events';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock } from '../../../support/test-clock';

const folder = temporaryDirectory();
const clock = createTestClock();

/** The engine that writes, and one that reads the same files as another process would. */
const openBoth = async () => {
  const dataDir = mkdtempSync(join(folder, 'journal-'));
  const writing = right(await openEmbeddedJournal({ dataDir, clock })());
  const reading = right(await openJournalToRead(dataDir, clock)());
  return {
    writing: writing.engine,
    reading: reading.engine,
    close: async () => {
      await reading.close();
      await writing.close();
    },
  };
};
const write = async (engine: JournalEngine, stream: string, count: number) =>
  right(await engine.append(stream, 'any', engineEvents(count))());

describe('the engine of a journal that is opened to be read', () => {
  it('reads what the writer has acknowledged, deletions and metadata too', async () => {
    const { writing, reading, close } = await openBoth();
    for (let n = 0; n < 3; n += 1) {
      const { revision, position } = await write(writing, 'a', 2);
      expect(revisionsOf(await readStream(reading, 'a')).at(-1)).toBe(revision);
      expect(right(await reading.head()())).toBe(position);
    }
    right(await writing.append('$$a', 'any', [metadataEvent('{"$tb":4}')])());
    expect(revisionsOf(await readStream(reading, 'a'))).toStrictEqual([4n, 5n]);
    right(await writing.softDelete('a', 'any')());
    expect(await reading.readStream('a', readAllForwards)()).toStrictEqual(
      E.left({ _tag: 'StreamNotFound', stream: 'a' }),
    );
    right(await writing.tombstone('a', 'any')());
    expect(await reading.readStream('a', readAllForwards)()).toStrictEqual(
      E.left({ _tag: 'StreamDeleted', stream: 'a' }),
    );
    const whole = { direction: 'forwards', from: 'start', limit: Infinity } as const;
    expect(await recordsIn(reading.readAll(whole))).toStrictEqual(await recordsIn(writing.readAll(whole)));
    await close();
  });

  it('follows the writer, all of it and stream by stream, to the tombstone', async () => {
    const { writing, reading, close } = await openBoth();
    await write(writing, 'a', 300);
    const of = (stream: string) => (signal: AbortSignal) => reading.followStream({ stream, after: 'start', signal });
    const streams = ['a', 'b'].map(async (stream) =>
      take(of(stream), (records) => records.at(-1)?.revision === LAST_REVISION),
    );
    const all = take(
      (signal) => reading.followAll({ after: 'start', signal }),
      (records) => records.length === 300 + 2 * 6000 + 2,
    );
    for (let n = 0; n < 60; n += 1) await Promise.all([write(writing, 'a', 100), write(writing, 'b', 100)]);
    for (const stream of ['a', 'b']) right(await writing.tombstone(stream, 'any')());
    const history = await recordsIn(writing.readAll({ direction: 'forwards', from: 'start', limit: Infinity }));
    expect(await all).toStrictEqual(history);
    expect(await Promise.all(streams)).toStrictEqual(
      ['a', 'b'].map((stream) => history.filter((record) => record.stream === stream)),
    );
    await close();
  });

  it('writes nothing, and says that it can not', async () => {
    const { writing, reading, close } = await openBoth();
    await write(writing, 'a', 1);
    for (const refused of [
      reading.append('a', 'any', engineEvents(1)),
      reading.softDelete('a', 'any'),
      reading.tombstone('a', 'any'),
    ])
      expect(await refused()).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
    expect(right(await writing.head()())).toBe(1n);
    await close();
  });
});
