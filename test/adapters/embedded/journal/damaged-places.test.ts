import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { openJournalToRead } from '../../../../src/adapters/embedded/journal/open-journal-to-read';
import { JournalError } from '../../../../src/domain/ports/journal';
import type { StoredEvent } from '../../../../src/domain/shared/stored-event';
import { withFlippedBit } from '../../../support/bytes';
import { collect, newEvent } from '../../../support/journal-events';
import { type JournalImage, openAndRead, recordImages, withImage, without } from '../../../support/journal-image';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock } from '../../../support/test-clock';

const folder = temporaryDirectory();
const EVENTS = 40;
const WAL_HEADER = 32;
const FRAME = 24 + 4096;

type Picture = { readonly image: JournalImage; readonly content: ReadonlyArray<StoredEvent> };

/** After each of the appends, each of one event with a text of its own; and the files after it was closed. */
const pictures: Array<Picture> = [];
let closed: JournalImage;
const textOf = (n: number) => `text of event ${n}, ${'.'.repeat(300)}`;

beforeAll(async () => {
  const recording = await recordImages(folder);
  for (let n = 0; n < EVENTS; n += 1) {
    const event = newEvent({ data: { text: textOf(n) } });
    right(await recording.journal.append(`a-${n % 3}`, 'any', [event])());
    pictures.push(await recording.killed());
  }
  closed = await recording.closed();
});

const last = () => pictures.at(-1)!;
const nextToLast = () => pictures.at(-2)!;
const open = async (image: Partial<JournalImage>) => withImage(folder, image, openAndRead);

describe('what is damaged', () => {
  it('is named by its file and by the byte where the event begins', async () => {
    const database = closed['journal.db'];
    for (let n = 0; n < EVENTS; n += 1) {
      const flipped = database.lastIndexOf(textOf(n)) + 50;
      const opened = await open({ ...closed, 'journal.db': withFlippedBit(database, flipped, 3) });
      expect(opened).toMatchObject({ damage: { file: expect.stringMatching(/journal\.db$/) as string } });
      const { offset, detail } = (opened as { damage: { offset: number; detail: string } }).damage;
      expect(flipped - offset).toBeGreaterThan(0);
      expect(flipped - offset).toBeLessThan(300);
      expect(detail).toBe(`event ${n + 1} is damaged: its checksum does not match`);
    }
  });

  it('is reported by the journal that does not open', async () => {
    const database = closed['journal.db'];
    const image = { ...closed, 'journal.db': withFlippedBit(database, database.lastIndexOf(textOf(7)), 0) };
    await withImage(folder, image, async (dataDir) => {
      const failure = await openEmbeddedJournal({ dataDir, clock: createTestClock() })();
      const file = join(dataDir, 'journal.db');
      expect(failure).toMatchObject(E.left({ _tag: 'JournalDamaged', file, offset: expect.any(Number) as number }));
    });
  });

  it('while the journal is open is met by whoever reads it, and never passed over', async () => {
    await withImage(folder, closed, async (dataDir) => {
      const { journal, close } = right(await openJournalToRead(dataDir, createTestClock())());
      const file = join(dataDir, 'journal.db');
      const database = readFileSync(file);
      writeFileSync(file, withFlippedBit(database, database.lastIndexOf(textOf(30)), 0));
      const stop = new AbortController();
      for (const reading of [
        journal.readAll(),
        journal.readAll({ direction: 'backwards' }),
        journal.readStream('a-0'),
        journal.subscribe({ after: 0n, signal: stop.signal }),
      ]) {
        const error: unknown = await collect<unknown>(reading).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(JournalError);
        expect(error).toMatchObject({ kind: 'damaged', message: expect.stringContaining(`${file}, byte `) as string });
      }
      await close();
    });
  });
});

describe('the write-ahead log', () => {
  it('of which a frame is broken before a later transaction is refused at that frame, whatever the marker says', async () => {
    const { image } = last();
    const wal = image['journal.db-wal'];
    const frames = (wal.length - WAL_HEADER) / FRAME;
    const from = (nextToLast().image['journal.db-wal'].length - WAL_HEADER) / FRAME;
    expect(frames).toBeGreaterThan(EVENTS);
    for (let frame = 0; frame < from; frame += 1) {
      const broken = withFlippedBit(wal, WAL_HEADER + frame * FRAME + 1000, 5);
      const opened = await open({ 'journal.db': image['journal.db'], 'journal.db-wal': broken });
      const damage = { file: expect.stringMatching(/journal\.db-wal$/) as string, offset: WAL_HEADER + frame * FRAME };
      expect(opened).toMatchObject({ damage });
    }
  });

  it('of which the last transaction is torn, unacknowledged, loses that one alone', async () => {
    const { image, content } = nextToLast();
    const before = image['journal.db-wal'].length;
    const wal = last().image['journal.db-wal'];
    for (let cut = before + 1; cut < wal.length; cut += 397)
      expect(await open({ ...image, 'journal.db-wal': wal.subarray(0, cut) })).toStrictEqual({ content });
    for (let place = before; place < wal.length; place += 397)
      expect(await open({ ...image, 'journal.db-wal': withFlippedBit(wal, place, 2) })).toStrictEqual({ content });
  });

  it('of which the last transaction is whole keeps it, though nobody was told', async () => {
    const image = { ...last().image, 'journal.head': nextToLast().image['journal.head'] };
    expect(await open(image)).toStrictEqual({ content: last().content });
  });

  it('of which an acknowledged transaction is gone is refused at its end', async () => {
    const { image } = last();
    const cut = nextToLast().image['journal.db-wal'];
    expect(await open({ ...image, 'journal.db-wal': cut })).toMatchObject({
      damage: {
        file: expect.stringMatching(/journal\.db-wal$/) as string,
        offset: cut.length,
        detail: `the journal ends at event ${EVENTS - 1}, but event ${EVENTS} was acknowledged`,
      },
    });
  });
});

describe('a database that was changed by hand', () => {
  it.each([
    ['a deleted event', 'DELETE FROM events WHERE position = 5'],
    ['a deleted last event', `DELETE FROM events WHERE position = ${EVENTS}`],
    ['an event moved to another stream', 'UPDATE events SET stream = 3, revision = 999 WHERE position = 5'],
    ['a renamed stream', `UPDATE streams SET name = 'b-0' WHERE name = 'a-0'`],
    ['a stream under another number', `UPDATE streams SET number = 99 WHERE name = 'a-0'`],
    ['a deleted stream', `DELETE FROM streams WHERE name = 'a-0'`],
    [
      'an event of another place',
      'UPDATE events SET record = (SELECT record FROM events WHERE position = 6) WHERE position = 5',
    ],
    ['another schema', 'DROP INDEX places'],
    ['another version', 'PRAGMA user_version = 7'],
  ])('is refused: %s', async (_, sql) => {
    const opened = await withImage(folder, closed, async (dataDir) => {
      const database = new DatabaseSync(join(dataDir, 'journal.db'));
      database.exec(sql);
      database.close();
      return openAndRead(dataDir);
    });
    expect(opened).toMatchObject({ damage: { file: expect.stringMatching(/journal\.db/) as string } });
  });
});

describe('the head marker', () => {
  it.each([
    ['missing', undefined],
    ['torn', Buffer.alloc(7)],
    ['never written', Buffer.alloc(16)],
  ])('that is %s keeps nothing from opening', async (_, marker) => {
    const rest = without(closed, 'journal.head');
    expect(await open(marker === undefined ? rest : { ...rest, 'journal.head': marker })).toStrictEqual({
      content: last().content,
    });
  });

  it('of another history is refused', async () => {
    const other = await recordImages(folder);
    right(await other.journal.append('a-1', 'no-stream', [newEvent()])());
    const { 'journal.head': head } = (await other.killed()).image;
    await other.closed();
    expect(await open({ ...closed, 'journal.head': head })).toMatchObject({
      damage: { detail: 'event 1 is not the one that was acknowledged' },
    });
  });
});
