import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Damage, DamageFound } from '../../../../src/adapters/embedded/journal/damage';
import { journalFiles } from '../../../../src/adapters/embedded/journal/journal-files';
import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { openJournalToRead } from '../../../../src/adapters/embedded/journal/open-journal-to-read';
import { openVerified } from '../../../../src/adapters/embedded/journal/open-verified';
import { CONTENT_TOMBSTONE, at } from '../../../../src/adapters/embedded/journal/record';
import type { EngineRecords } from '../../../../src/domain/ports/journal-engine';
import { withFlippedBit } from '../../../support/bytes';
import { engineEvents, metadataEvent, recordsIn } from '../../../support/engine-events';
import { withImage } from '../../../support/journal-image';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock } from '../../../support/test-clock';

const folder = temporaryDirectory();
const clock = createTestClock();
const RUNS = process.env['LEDGER_TEST_SIZE'] === 'full' ? 1000 : 40;

/** What there is to read of a journal that is found whole when it is opened to be written; or where it is damaged. */
const contentOf = async (dataDir: string): Promise<EngineRecords | Damage> => {
  try {
    openVerified(journalFiles(dataDir), () => undefined).database.close();
  } catch (error) {
    if (error instanceof DamageFound) return error.damage;
    throw error;
  }
  const { engine, close } = right(await openJournalToRead(dataDir, clock)());
  const content = await recordsIn(engine.readAll({ direction: 'forwards', from: 'start', limit: Infinity }));
  await close();
  return content;
};

/** Where a record has what kind of content it is of, before where its type stands. */
const CONTENT_BEFORE_TYPE = at.body + 'a-1'.length - at.content;

describe('a journal that holds tombstones and deletions', () => {
  let image: { readonly 'journal.db': Buffer; readonly 'journal.head': Buffer };
  let content: EngineRecords;
  beforeAll(async () => {
    const dataDir = mkdtempSync(join(folder, 'whole-'));
    const { engine, close } = right(await openEmbeddedJournal({ dataDir, clock })());
    for (let n = 0; n < 12; n += 1) {
      const stream = `a-${String(n)}`;
      right(await engine.append(stream, 'any', engineEvents(5))());
      right(await engine.append(`$$${stream}`, 'any', [metadataEvent('{"$tb":2}')])());
      if (n % 3 === 0) right(await engine.tombstone(stream, 'any')());
      if (n % 3 === 1) right(await engine.softDelete(stream, 'any')());
    }
    content = await recordsIn(engine.readAll({ direction: 'forwards', from: 'start', limit: Infinity }));
    await close();
    image = {
      'journal.db': readFileSync(join(dataDir, 'journal.db')),
      'journal.head': readFileSync(join(dataDir, 'journal.head')),
    };
  });

  it('is whole', async () => {
    expect(await withImage(folder, image, contentOf)).toStrictEqual(content);
  });

  it('and of which any bit has flipped is refused, or nothing of it has changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), fc.nat(7), async (place, bit) => {
        const database = image['journal.db'];
        const flipped = withFlippedBit(database, Math.floor((place / 1_000_001) * database.length), bit);
        const read = await withImage(folder, { ...image, 'journal.db': flipped }, contentOf);
        if ('detail' in read) expect(read.detail).not.toBe('');
        else expect(read).toStrictEqual(content);
      }),
      { numRuns: RUNS },
    );
  });

  it('is refused where the mark of a tombstone has been taken away', async () => {
    let database = image['journal.db'];
    for (
      let type = database.indexOf('$streamDeleted');
      type >= 0;
      type = database.indexOf('$streamDeleted', type + 1)
    ) {
      expect(database[type - CONTENT_BEFORE_TYPE]).toBe(CONTENT_TOMBSTONE);
      database = withFlippedBit(database, type - CONTENT_BEFORE_TYPE, 1);
    }
    const read = await withImage(folder, { ...image, 'journal.db': database }, contentOf);
    expect(read).toMatchObject({ detail: expect.stringContaining('checksum') as string });
  });
});
