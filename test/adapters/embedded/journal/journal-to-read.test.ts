import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { openJournalToRead } from '../../../../src/adapters/embedded/journal/open-journal-to-read';
import { JournalError } from '../../../../src/domain/ports/journal';
import { collect, followUntil, newEvent, newEvents } from '../../../support/journal-events';
import { right } from '../../../support/right';
import { linesUntil, runProcess } from '../../../support/run-process';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock } from '../../../support/test-clock';

const folder = temporaryDirectory();
const fresh = () => mkdtempSync(join(folder, 'journal-'));
const open = async (dataDir: string) => right(await openEmbeddedJournal({ dataDir, clock: createTestClock() })());

describe('a journal opened to be read', () => {
  it('in another process follows the one that writes, without a gap or a duplicate', async () => {
    const dataDir = fresh();
    const { journal, close } = await open(dataDir);
    right(await journal.append('a-1', 'no-stream', newEvents(1000))());
    const reading = runProcess('follow', [dataDir, '3000']);
    const lines = [...(await linesUntil(reading, (line) => line === 'live'))];
    for (let n = 0; n < 200; n += 1) right(await journal.append(`b-${n}`, 'no-stream', newEvents(10))());
    const stored = await collect(journal.readAll());
    lines.push(...(await linesUntil(reading, (line) => line === stored.at(-1)?.id)));
    expect(lines.filter((line) => line !== 'live')).toStrictEqual(stored.map(({ id }) => id));
    expect(await reading.ended).toBe(0);
    await close();
  });

  it('is read where no one writes, and takes no appends', async () => {
    const dataDir = fresh();
    const writing = await open(dataDir);
    right(await writing.journal.append('a-1', 'no-stream', newEvents(3))());
    await writing.close();
    const { journal, close } = right(await openJournalToRead(dataDir, createTestClock())());
    expect(await journal.head()()).toStrictEqual(E.right(3n));
    expect(await collect(journal.readStream('a-1'))).toHaveLength(3);
    expect(await journal.append('a-1', 'any', [newEvent()])()).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
    const waiting = followUntil(journal, { after: 0n }, () => false).catch((error: unknown) => error);
    await close();
    expect(await waiting).toBeInstanceOf(JournalError);
  });

  it('is not opened where there is none', async () => {
    expect(await openJournalToRead(fresh(), createTestClock())()).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
  });
});
