import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import {
  type CommitFaults,
  createCommitFaults,
  setCommitFault,
} from '../../../../src/adapters/embedded/journal/commit-faults';
import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { collect, followUntil, newEvent, newEvents } from '../../../support/journal-events';
import { right } from '../../../support/right';
import { linesUntil, runProcess } from '../../../support/run-process';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock } from '../../../support/test-clock';

const folder = temporaryDirectory();
const clock = createTestClock();
const fresh = () => mkdtempSync(join(folder, 'journal-'));
const open = async (dataDir: string, commitFaults?: CommitFaults) =>
  right(await openEmbeddedJournal({ dataDir, clock, ...(commitFaults === undefined ? {} : { commitFaults }) })());

describe.each(['diskFull', 'ioError', 'threadDies'] as const)('a commit that meets %s', (fault) => {
  it('answers that nothing is known, writes nothing, and later ones work again', async () => {
    const dataDir = fresh();
    const faults = createCommitFaults();
    const { journal, close } = await open(dataDir, faults);
    const following = followUntil(journal, { after: 0n }, (events) => events.length >= 31);
    const [first, second] = [newEvents(10), newEvents(20)];
    right(await journal.append('a-1', 'no-stream', first)());

    setCommitFault(faults, fault);
    const failed = await Promise.all([
      journal.append('a-1', 9n, second)(),
      journal.append('b-1', 'no-stream', newEvents(5))(),
      journal.append('a-1', 3n, [newEvent()])(),
    ]);
    for (const answer of failed)
      expect(answer).toMatchObject(E.left({ _tag: 'JournalUnavailable', cause: expect.anything() as unknown }));
    expect(await collect(journal.readStream('b-1'))).toStrictEqual([]);

    setCommitFault(faults, 'none');
    expect(await journal.append('a-1', 9n, second)()).toStrictEqual(E.right({ revision: 29n, position: 30n }));
    expect(await journal.append('b-1', 'no-stream', [newEvent()])()).toStrictEqual(
      E.right({ revision: 0n, position: 31n }),
    );
    const stored = await collect(journal.readAll());
    expect(stored.slice(0, 30).map(({ id }) => id)).toStrictEqual([...first, ...second].map(({ id }) => id));
    expect(await following).toStrictEqual(stored);
    await close();
    const again = await open(dataDir);
    expect(await collect(again.journal.readAll())).toStrictEqual(stored);
    await again.close();
  });
});

describe('a commit whose answer is lost with the writer', () => {
  it('stands: those who follow see it, and a repeat is told where it is', async () => {
    const faults = createCommitFaults();
    const { journal, close } = await open(fresh(), faults);
    const following = followUntil(journal, { after: 0n }, (events) => events.length >= 5);
    right(await journal.append('a-1', 'no-stream', newEvents(2))());
    setCommitFault(faults, 'answerLost');
    const events = newEvents(3);
    expect(await journal.append('a-1', 1n, events)()).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
    setCommitFault(faults, 'none');
    expect((await following).slice(2).map(({ id }) => id)).toStrictEqual(events.map(({ id }) => id));
    expect(await journal.append('a-1', 1n, events)()).toStrictEqual(E.right({ revision: 4n, position: 5n }));
    expect(await journal.head()()).toStrictEqual(E.right(5n));
    await close();
  });
});

/** `id position` as the appending process prints it, in the order of the journal. */
const acknowledgedIn = (lines: ReadonlyArray<string>) => {
  const pairs = lines.filter((line) => /^[0-9a-f-]{36} \d+$/.test(line)).map((line) => line.split(' '));
  return pairs.map(([id, position]) => ({ id: id!, position: BigInt(position!) }));
};
const expectAllThere = async (dataDir: string, lines: ReadonlyArray<string>): Promise<void> => {
  const { journal, close } = await open(dataDir);
  const stored = new Map((await collect(journal.readAll())).map(({ id, position }) => [id, position]));
  const acknowledged = acknowledgedIn(lines);
  expect(acknowledged.length).toBeGreaterThan(0);
  for (const { id, position } of acknowledged) expect(stored.get(id)).toBe(position);
  await close();
};

describe('a process that appends', () => {
  it('and is killed again and again loses nothing that it acknowledged', async () => {
    const dataDir = fresh();
    for (let round = 0; round < 3; round += 1) {
      const appending = runProcess('append', [dataDir]);
      let seen = 0;
      const lines = await linesUntil(appending, () => (seen += 1) >= 500);
      appending.child.kill('SIGKILL');
      await appending.ended;
      await expectAllThere(dataDir, lines);
    }
  });

  it('and may write no more, is refused, and loses nothing that it acknowledged', async () => {
    const dataDir = fresh();
    const appending = runProcess('append', [dataDir], 'ulimit -f 2000;');
    const lines = await linesUntil(appending, () => false);
    expect(await appending.ended).toBe(0);
    expect(lines.filter((line) => line === 'refused JournalUnavailable').length).toBeGreaterThan(0);
    await expectAllThere(dataDir, lines);
  });
});
