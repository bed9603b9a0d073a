import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openEmbeddedJournal } from '../../src/adapters/embedded/journal/open-embedded-journal';
import { systemClock as clock } from '../../src/adapters/system/clock';
import { createWriter } from '../../src/app/commands/create-writer';
import { verifyView } from '../../src/app/audit/verify-view';
import { openForReading } from '../../src/app/compose/open-for-reading';
import { inbox as inboxProjection } from '../../src/projections/inbox/project';
import { openLedger } from '../../src/app/compose/open-ledger';
import { systemIds as ids } from '../../src/adapters/system/ids';
import { EVENTS_EACH, fillJournal } from '../../src/app/bench/projection-workload';
import { rateOf } from '../../src/app/bench/rate-of';
import { type Api, apiOf } from '../support/api';
import { createRedis } from '../support/redis';
import { right } from '../support/right';
import {
  type Environment,
  freePort,
  ledger,
  removeDirectory,
  startServer,
  temporaryDirectory,
} from '../support/server-process';
import type { ServerProcess } from '../support/server-process';
import { until } from '../support/until';

const isFull = process.env['LEDGER_TEST_SIZE'] === 'full';
const EVENTS = isFull ? 1_000_000 : 4_000;
const CONNECTIONS = 16;
const MEASURED = isFull ? 2_000 : 200;
const NAMESPACE = '0b0f3a50-5c1e-4f43-8a0c-27ac1a1c9b3e';
const LONGEST_MILLIS = isFull ? 25 * 60_000 : 120_000;

type Projection = {
  readonly name: string;
  readonly status: string;
  readonly position: string;
  readonly rebuild?: { readonly progress: number };
  readonly lastRebuild?: { readonly rebuildId: string; readonly outcome: string };
};

/** Where the views are, and what tells a ledger so. */
type Home = { readonly env: Environment; readonly end: () => Promise<void> };
const homes: ReadonlyArray<readonly [where: string, find: () => Promise<Home>]> = [
  ['SQLite', async () => ({ env: {}, end: async () => undefined })],
  [
    'Redis',
    async () => {
      const redis = await createRedis();
      await redis.start();
      return { env: { REDIS_URL: redis.url }, end: redis.remove };
    },
  ],
];

/** A ledger that was never served, with a history. */
const fill = async (dataDir: string): Promise<void> => {
  const { journal, close } = right(await openEmbeddedJournal({ dataDir, clock })());
  const writer = createWriter(journal, NAMESPACE, { clock, tries: 1, signal: new AbortController().signal });
  right(await openLedger({ journal, writer, clock, ids })());
  await fillJournal(journal, EVENTS / EVENTS_EACH, clock.now());
  await close();
};

describe.each(homes)('a rebuild of the inbox in %s while traffic flows', (_, findHome) => {
  let home: Home;
  let dataDir: string;
  let env: Environment & { readonly PORT: string };
  let server: ServerProcess;
  let api: Api;

  const connect = async (): Promise<void> => {
    server = await startServer(env);
    const { token } = JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8')) as { readonly token: string };
    api = apiOf(server.url, token);
  };
  const post = async (n: number): Promise<bigint> => {
    const body = { userId: 'u-1', type: 'note', title: `number ${String(n)}`, body: 'text', channels: ['websocket'] };
    const { status, headers } = await api.call('POST', '/notifications', body);
    expect(status).toBe(201);
    return BigInt(headers.get('Ledger-Position') ?? '0');
  };
  const inbox = async (): Promise<Projection | undefined> => {
    const { status, body } = await api.call('GET', '/ops/projections');
    expect(status).toBe(200);
    return (body as { readonly data: ReadonlyArray<Projection> }).data.find(({ name }) => name === 'inbox');
  };
  const rebuilt = async (rebuildId: string): Promise<string | undefined> => {
    const last = (await inbox())?.lastRebuild;
    return last?.rebuildId === rebuildId ? last.outcome : undefined;
  };
  const order = async (): Promise<string> => {
    const { status, body } = await api.call('POST', '/ops/projections/inbox/rebuild');
    expect(status).toBe(202);
    return (body as { readonly rebuildId: string }).rebuildId;
  };

  beforeAll(async () => {
    home = await findHome();
    dataDir = await temporaryDirectory();
    env = { DATA_DIR: dataDir, PORT: String(await freePort()), LOG_LEVEL: 'warn', ...home.env };
    await fill(dataDir);
    await connect();
  }, LONGEST_MILLIS);
  afterAll(async () => {
    await server.end('SIGKILL');
    await home.end();
    await removeDirectory(dataDir);
  });

  it(
    'answers every read, never an older state than before, and ends with an inbox that equals its fold',
    async () => {
      let sent = 0;
      const sendFrom = async (last: number): Promise<void> => {
        while (sent < last) await post((sent += 1));
      };
      const rate = await rateOf(MEASURED, async () => {
        await Promise.all(Array.from({ length: CONNECTIONS }, async () => sendFrom(MEASURED)));
      });

      const over = new AbortController();
      const begun = performance.now();
      let newest = 0n;
      let paced = 0;
      const writer = async (): Promise<void> => {
        while (!over.signal.aborted) {
          const due = Math.floor(((performance.now() - begun) * rate) / 2_000);
          if (paced >= due) await pause(1);
          else {
            paced += 1;
            const position = await post((sent += 1));
            if (position > newest) newest = position;
          }
        }
      };
      const totals: Array<number> = [];
      const positions: Array<bigint> = [];
      const reader = async (): Promise<void> => {
        while (!over.signal.aborted) {
          const atLeast = String(newest);
          const list = '/notifications/user/u-1?page=1&pageSize=1';
          const { status, body } = await api.call('GET', list, undefined, { 'Ledger-Position': atLeast });
          expect([status, body]).toStrictEqual([200, expect.objectContaining({ total: expect.any(Number) })]);
          totals.push((body as { readonly total: number }).total);
          positions.push(BigInt((await inbox())?.position ?? '0'));
        }
      };
      const traffic = Promise.all([...Array.from({ length: CONNECTIONS }, writer), reader()]);
      const rebuildId = await order();
      expect((await api.call('POST', '/ops/projections/inbox/rebuild')).status).toBe(409);
      const ended = until(
        'the end of the rebuild',
        async () => (await rebuilt(rebuildId)) !== undefined,
        LONGEST_MILLIS,
      );
      // A read that fails ends the test at once.
      await Promise.race([ended, traffic]);
      const seconds = (performance.now() - begun) / 1_000;
      over.abort();
      await traffic;

      expect(await rebuilt(rebuildId)).toBe('switched');
      // Where other tests run beside it the pace is nobody's to promise.
      expect(paced / seconds).toBeGreaterThan(isFull ? (rate / 2) * 0.9 : 0);
      expect(totals.length).toBeGreaterThan(0);
      expect(totals).toStrictEqual(totals.toSorted((one, other) => one - other));
      expect(positions).toStrictEqual(positions.toSorted((one, other) => (one < other ? -1 : 1)));
      const verified = await ledger(env, 'projections', 'verify', 'inbox', '--json');
      expect(JSON.parse(verified.stdout)).toMatchObject({ view: 'inbox', differences: 0, isOfThisJournal: true });
      expect(verified.code).toBe(0);
    },
    LONGEST_MILLIS,
  );

  it(
    'comes to its end, and is recorded once, also where the process is killed right after the order',
    async () => {
      const rebuildId = await order();
      await server.end('SIGKILL');
      await connect();
      await until('the end of the rebuild', async () => (await inbox())?.rebuild === undefined, LONGEST_MILLIS);
      const reading = right(await openForReading({ ...home.env, DATA_DIR: dataDir })());
      const { journal, openAside } = reading;
      const recorded: Array<unknown> = [];
      for await (const { data } of journal.readAll({ filter: { eventTypes: ['ProjectionRebuilt'] } }))
        recorded.push((data as { readonly rebuildId: string }).rebuildId);
      expect(recorded.filter((id) => id === rebuildId)).toHaveLength(1);
      const { views, close } = right(await reading.openViews());
      const verdict = right(await verifyView({ journal, views, openAside })(inboxProjection)());
      expect(verdict).toMatchObject({ differences: 0, isOfThisJournal: true });
      await close();
      await reading.close();
    },
    LONGEST_MILLIS,
  );
});
