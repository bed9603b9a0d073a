import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../../src/adapters/embedded/journal/open-embedded-journal';
import { copyJournal } from '../../../src/app/journal/copy-journal';
import type { Journal } from '../../../src/domain/ports/journal';
import { collect, newEvent, newEvents } from '../../support/journal-events';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';
import { createTestClock } from '../../support/test-clock';

const STREAMS = 7;

describe('copying a journal', () => {
  const directory = temporaryDirectory();
  const closes: Array<() => Promise<void>> = [];
  const open = async (): Promise<Journal> => {
    const dataDir = join(directory, String(closes.length));
    const { journal, close } = right(await openEmbeddedJournal({ dataDir, clock: createTestClock() })());
    closes.push(close);
    return journal;
  };
  afterAll(async () => {
    for (const close of closes) await close();
  });

  /** Streams that take turns, one with a run longer than an append, one with an event that fills an append alone. */
  const filled = async (): Promise<Journal> => {
    const journal = await open();
    for (let round = 0n; round < 5n; round += 1n)
      for (let n = 0; n < STREAMS; n += 1) {
        const expected = round === 0n ? 'no-stream' : round * 2n - 1n;
        right(await journal.append(`notification-${String(n)}`, expected, newEvents(2))());
      }
    right(await journal.append('batch-1', 'no-stream', newEvents(250))());
    right(await journal.append('chunk-1.0', 'no-stream', [newEvent({ data: { text: 'x'.repeat(1_000_000) } })])());
    return journal;
  };
  const saidBy = async (journal: Journal) =>
    (await collect(journal.readAll())).map(({ position: _, ...event }) => event);
  const copy = async (from: Journal, to: Journal) => copyJournal({ from, to, onProgress: () => undefined });

  it('gives every event its stream, revision, id, content and place in the order of all', async () => {
    const [from, to] = [await filled(), await open()];
    const copied = right(await copy(from, to));
    expect(copied).toMatchObject({ events: 321, copiedNow: 321 });
    expect(await saidBy(to)).toStrictEqual(await saidBy(from));
  });

  it('goes on where it was interrupted, and a copy that is whole is only compared', async () => {
    const [from, to] = [await filled(), await open()];
    let appends = 0;
    const failing: Journal = {
      ...to,
      append: (...args) => {
        appends += 1;
        return appends === 20 ? async () => E.left({ _tag: 'JournalUnavailable', cause: 'away' }) : to.append(...args);
      },
    };
    expect(await copy(from, failing)).toStrictEqual(E.left({ _tag: 'JournalUnavailable', cause: 'away' }));
    expect(right(await copy(from, to))).toMatchObject({ events: 321, copiedNow: 283 });
    expect(right(await copy(from, to))).toMatchObject({ events: 321, copiedNow: 0 });
    expect(await saidBy(to)).toStrictEqual(await saidBy(from));
  });

  it('refuses a target that holds something else, and writes nothing to it', async () => {
    const [from, to] = [await filled(), await open()];
    right(await to.append('ledger-other', 'no-stream', newEvents(1))());
    expect(await copy(from, to)).toStrictEqual(E.left({ _tag: 'NotACopy', events: 0, stream: 'ledger-other' }));
    expect(await saidBy(to)).toHaveLength(1);
  });

  it('refuses a target that holds more than the source', async () => {
    const [from, to] = [await filled(), await open()];
    right(await copy(from, to));
    right(await to.append('notification-later', 'no-stream', newEvents(1))());
    expect(await copy(from, to)).toMatchObject({ left: { _tag: 'NotACopy', events: 321 } });
  });

  it('says so where what was stored is not what was sent', async () => {
    const [from, to] = [await filled(), await open()];
    const altering: Journal = {
      ...to,
      append: (stream, expected, events) =>
        to.append(
          stream,
          expected,
          events.map((event) => (stream === 'batch-1' ? { ...event, data: { altered: true } } : event)),
        ),
    };
    expect(await copy(from, altering)).toMatchObject({
      left: { _tag: 'CopyDiffers', source: { events: 321 }, target: { events: 321 } },
    });
  });

  it('tells how far it has come, never going back within a phase', async () => {
    const [from, to] = [await filled(), await open()];
    const told: Array<string> = [];
    const counts = { copying: 0, verifying: 0 };
    right(
      await copyJournal({
        from,
        to,
        onProgress: ({ phase, events }) => {
          if (told.at(-1) !== phase) told.push(phase);
          expect(events).toBeGreaterThanOrEqual(counts[phase]);
          counts[phase] = events;
        },
      }),
    );
    expect(told).toStrictEqual(['copying', 'verifying']);
    expect(counts).toStrictEqual({ copying: 321, verifying: 321 });
  });
});
