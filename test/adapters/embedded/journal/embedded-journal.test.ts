import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { JournalError } from '../../../../src/domain/ports/journal';
import { collect, followUntil, newEvent, newEvents } from '../../../support/journal-events';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock } from '../../../support/test-clock';

const folder = temporaryDirectory();
const clock = createTestClock();
const fresh = () => mkdtempSync(join(folder, 'journal-'));
const open = async (dataDir: string) => right(await openEmbeddedJournal({ dataDir, clock })());
const unavailable = E.left({ _tag: 'JournalUnavailable', cause: expect.any(Error) as Error });

describe('the embedded journal', () => {
  it('has everything again after it was closed and opened, and goes on from there', async () => {
    const dataDir = join(fresh(), 'made', 'by-it');
    const first = await open(dataDir);
    right(await first.journal.append('a-1', 'no-stream', newEvents(700))());
    const before = await collect(first.journal.readAll());
    await first.close();
    const second = await open(dataDir);
    expect(await collect(second.journal.readAll())).toStrictEqual(before);
    expect(await second.journal.append('a-1', 699n, [newEvent()])()).toStrictEqual(
      E.right({ revision: 700n, position: 701n }),
    );
    await second.close();
  });

  it('recognizes a repeat after it was opened again, wherever it may go', async () => {
    const dataDir = fresh();
    const events = newEvents(3);
    const first = await open(dataDir);
    const appended = await first.journal.append('a-1', 'no-stream', events)();
    await first.close();
    const second = await open(dataDir);
    for (const expected of ['no-stream', 'any', 'stream-exists'] as const)
      expect(await second.journal.append('a-1', expected, events)()).toStrictEqual(appended);
    await second.close();
  });

  it('has dense positions from 1', async () => {
    const { journal, close } = await open(fresh());
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => journal.append(`a-${n % 7}`, 'any', newEvents(n % 4))()),
    );
    const positions = (await collect(journal.readAll())).map(({ position }) => position);
    expect(positions).toStrictEqual(positions.map((_, index) => BigInt(index + 1)));
    await close();
  });

  it('says how far it has verified what it holds', async () => {
    const dataDir = fresh();
    const first = await open(dataDir);
    right(await first.journal.append('a-1', 'no-stream', newEvents(10))());
    await first.close();
    const seen: Array<unknown> = [];
    const opening = openEmbeddedJournal({ dataDir, clock, onProgress: (progress) => seen.push(progress) });
    await right(await opening()).close();
    expect(seen).toStrictEqual([{ verified: 10, total: 10 }]);
  });

  it('finishes what was appended before it was closed, and refuses the rest', async () => {
    const dataDir = fresh();
    const { journal, close } = await open(dataDir);
    const inHand = Array.from({ length: 100 }, async (_, n) => journal.append(`a-${n}`, 'no-stream', [newEvent()])());
    const closing = close();
    expect(await journal.append('late-1', 'no-stream', [newEvent()])()).toMatchObject(unavailable);
    expect((await Promise.all(inHand)).every(E.isRight)).toBe(true);
    await closing;
    const again = await open(dataDir);
    expect(await collect(again.journal.readAll())).toHaveLength(100);
    await again.close();
  });

  it('ends reads and subscriptions with an error when it is closed', async () => {
    const { journal, close } = await open(fresh());
    const waiting = followUntil(journal, { after: 0n }, () => false);
    const ended = waiting.catch((error: unknown) => error);
    right(await journal.append('a-1', 'no-stream', [newEvent()])());
    await close();
    expect(await ended).toBeInstanceOf(JournalError);
    await expect(collect(journal.readAll())).rejects.toMatchObject({ _tag: 'JournalError', kind: 'unavailable' });
    await expect(collect(journal.readStream('a-1'))).rejects.toMatchObject({
      _tag: 'JournalError',
      kind: 'unavailable',
    });
    expect(await journal.head()()).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
  });

  it('serves 500 subscriptions at once, and those that fall behind', async () => {
    const { journal, close } = await open(fresh());
    const EVENTS = 6000;
    const follow = async () => followUntil(journal, { after: 0n }, (events) => events.length >= EVENTS);
    const early = Array.from({ length: 2 }, follow);
    const stop = new AbortController();
    const slow = journal.subscribe({ after: 0n, signal: stop.signal })[Symbol.asyncIterator]();
    await slow.next();
    const many = Array.from({ length: 497 }, async () => {
      let seen = 0;
      await followUntil(journal, { after: 5900n }, (_, page) => (seen += page.events.length) >= 100);
      return seen;
    });
    for (let n = 0; n < EVENTS; n += 50) right(await journal.append(`a-${n}`, 'no-stream', newEvents(50))());
    const stored = await collect(journal.readAll());
    for (const seen of await Promise.all(early)) expect(seen).toStrictEqual(stored);
    expect(new Set(await Promise.all(many))).toStrictEqual(new Set([100]));
    const late: Array<bigint> = [];
    while (late.length < EVENTS) {
      const { value } = (await slow.next()) as { value: { events: typeof stored } };
      late.push(...value.events.map(({ position }) => position));
    }
    expect(late).toStrictEqual(stored.map(({ position }) => position));
    stop.abort();
    await close();
  });

  it.each([
    ['an id that is no UUID', 'a-1', newEvent({ id: 'x' })],
    ['a type that is empty', 'a-1', newEvent({ type: '' })],
    ['a stream without a name', '', newEvent()],
    ['a stream whose name has no UTF-8', 'a-\ud800', newEvent()],
  ])('takes %s for a defect of its caller', async (_, stream, event) => {
    const { journal, close } = await open(fresh());
    await expect(journal.append(stream, 'any', [event])()).rejects.toThrow(TypeError);
    await close();
  });

  it('does not open where its files can’t be', async () => {
    const failure = await openEmbeddedJournal({ dataDir: join(__filename, 'below'), clock })();
    expect(failure).toMatchObject(unavailable);
  });
});
