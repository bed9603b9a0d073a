import * as E from 'fp-ts/Either';
import { openEventStoreDbJournal } from '../../src/adapters/eventstoredb/open-eventstoredb-journal';
import { systemClock } from '../../src/adapters/system/clock';
import type { Journal } from '../../src/domain/ports/journal';
import type { NewEvent, StoredEvent } from '../../src/domain/shared/stored-event';
import { collect, newEvents } from '../support/journal-events';
import { type JournalServer, startJournalServer } from '../support/journal-server';
import { right } from '../support/right';
import { freePort, removeDirectory, temporaryDirectory } from '../support/server-process';

const WRITERS = 64;
const EVENTS_OF_WRITER = 30;
const KILLS = 5;

describe('a journal server that is killed five times while 64 writers append', () => {
  const limits = { answerMillis: 20_000, patienceMillis: 120_000 };
  const written = new Map<string, ReadonlyArray<NewEvent>>();
  let followed: ReadonlyArray<StoredEvent> = [];
  let dataDir: string;
  let server: Promise<JournalServer>;
  let journal: Journal;
  let close: () => Promise<void>;
  let acknowledged = 0;
  let kills = 0;

  const killInTime = (): void => {
    acknowledged += 1;
    if (kills >= KILLS || acknowledged < ((kills + 1) * WRITERS * EVENTS_OF_WRITER) / (KILLS + 1)) return;
    kills += 1;
    server = server.then(async (running) => {
      await running.end('SIGKILL');
      return startJournalServer(dataDir, { port: running.port, program: 'built' });
    });
  };

  /** The same event at the same place until it is known what became of it: as the application does. */
  const insist = async (stream: string, event: NewEvent, revision: number): Promise<void> => {
    for (;;) {
      await server;
      const answer = await journal.append(stream, revision === 0 ? 'no-stream' : BigInt(revision - 1), [event])();
      if (E.isRight(answer)) {
        expect(answer.right.revision).toBe(BigInt(revision));
        killInTime();
        return;
      }
      expect(answer.left._tag).toBe('JournalUnavailable');
    }
  };
  const write = async (writer: number): Promise<void> => {
    const stream = `written-${String(writer)}`;
    const events = newEvents(EVENTS_OF_WRITER);
    written.set(stream, events);
    for (const [revision, event] of events.entries()) await insist(stream, event, revision);
  };
  const follow = async (): Promise<ReadonlyArray<StoredEvent>> => {
    const stop = new AbortController();
    const seen: Array<StoredEvent> = [];
    for await (const { events } of journal.subscribe({ after: 0n, signal: stop.signal })) {
      seen.push(...events);
      if (seen.length >= WRITERS * EVENTS_OF_WRITER) stop.abort();
    }
    return seen;
  };

  beforeAll(async () => {
    dataDir = await temporaryDirectory();
    server = startJournalServer(dataDir, { port: await freePort(), program: 'built' });
    const { url } = await server;
    ({ journal, close } = right(await openEventStoreDbJournal({ url, clock: systemClock, limits })()));
    const following = follow();
    await Promise.all(Array.from({ length: WRITERS }, async (_, writer) => write(writer)));
    followed = await following;
  }, 300_000);
  afterAll(async () => {
    await close();
    await (await server).end('SIGKILL');
    await removeDirectory(dataDir);
  });

  it('was killed five times', () => {
    expect(kills).toBe(KILLS);
  });

  it('has everything that was acknowledged, once and in order', async () => {
    for (const [stream, events] of written) {
      const stored = await collect(journal.readStream(stream));
      expect(stored.map(({ id }) => id)).toStrictEqual(events.map(({ id }) => id));
    }
  });

  it('was followed through all of it by a subscription that saw each event once, in order', async () => {
    expect(followed).toStrictEqual(await collect(journal.readAll()));
  });
});
