import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Damage, DamageFound } from '../../src/adapters/embedded/journal/damage';
import { journalFiles } from '../../src/adapters/embedded/journal/journal-files';
import { openEmbeddedJournal } from '../../src/adapters/embedded/journal/open-embedded-journal';
import { openJournalToRead } from '../../src/adapters/embedded/journal/open-journal-to-read';
import { openVerified } from '../../src/adapters/embedded/journal/open-verified';
import type { Journal } from '../../src/domain/ports/journal';
import type { StoredEvent } from '../../src/domain/shared/stored-event';
import { collect } from './journal-events';
import { right } from './right';
import { createTestClock } from './test-clock';

export const imageFiles = ['journal.db', 'journal.db-wal', 'journal.head'] as const;
export type ImageFile = (typeof imageFiles)[number];
/** The files of a journal as they stand at one moment. The `-shm` is left out, as a power loss leaves it out. */
export type JournalImage = Readonly<Record<ImageFile, Buffer>>;

export const without = (image: JournalImage, file: ImageFile): Partial<JournalImage> =>
  Object.fromEntries(Object.entries(image).filter(([name]) => name !== file));

const imageOf = (dataDir: string): JournalImage => ({
  'journal.db': readFileSync(join(dataDir, 'journal.db')),
  'journal.db-wal': readFileSync(join(dataDir, 'journal.db-wal')),
  'journal.head': readFileSync(join(dataDir, 'journal.head')),
});

/** What a journal holds, read in every way that leads to its events. */
const contentOf = async (journal: Journal): Promise<ReadonlyArray<StoredEvent>> => {
  const all = await collect(journal.readAll());
  expect((await collect(journal.readAll({ direction: 'backwards' }))).toReversed()).toStrictEqual(all);
  for (const stream of new Set(all.map((event) => event.stream)))
    expect(await collect(journal.readStream(stream))).toStrictEqual(all.filter((event) => event.stream === stream));
  return all;
};

export type Recording = {
  readonly journal: Journal;
  /** What a power loss at this moment leaves on disk, and what it must not take. */
  readonly killed: () => Promise<{ readonly image: JournalImage; readonly content: ReadonlyArray<StoredEvent> }>;
  /** Closes it in order, and gives what that leaves. */
  readonly closed: () => Promise<JournalImage>;
};

/** A journal in `folder` of which pictures can be taken. */
export const recordImages = async (folder: string): Promise<Recording> => {
  const dataDir = mkdtempSync(join(folder, 'recorded-'));
  const { journal, close } = right(await openEmbeddedJournal({ dataDir, clock: createTestClock() })());
  return {
    journal,
    killed: async () => ({ image: imageOf(dataDir), content: await contentOf(journal) }),
    closed: async () => {
      const { 'journal.head': head } = imageOf(dataDir);
      await close();
      return {
        'journal.db': readFileSync(join(dataDir, 'journal.db')),
        'journal.db-wal': readFileSync(join(dataDir, 'journal.db-wal')),
        'journal.head': head,
      };
    },
  };
};

/** Runs with the image as the files of a data directory of its own. */
export const withImage = async <A>(
  folder: string,
  image: Partial<JournalImage>,
  run: (dataDir: string) => Promise<A>,
): Promise<A> => {
  const dataDir = mkdtempSync(join(folder, 'image-'));
  for (const [name, bytes] of Object.entries(image)) writeFileSync(join(dataDir, name), bytes);
  try {
    return await run(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
};

export type Opened = { readonly damage: Damage } | { readonly content: ReadonlyArray<StoredEvent> };

/** Opens as the writer's thread does when it starts, and reads everything; or says where the damage is. */
export const openAndRead = async (dataDir: string): Promise<Opened> => {
  try {
    openVerified(journalFiles(dataDir), () => undefined).database.close();
  } catch (error) {
    if (error instanceof DamageFound) return { damage: error.damage };
    throw error;
  }
  const { journal, close } = right(await openJournalToRead(dataDir, createTestClock())());
  const content = await contentOf(journal);
  await close();
  return { content };
};
