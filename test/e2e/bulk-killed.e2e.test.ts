import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  freePort,
  ledger,
  removeDirectory,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../support/server-process';

const FULL = process.env['LEDGER_TEST_SIZE'] === 'full';
const RECIPIENTS = FULL ? 100_000 : 1_500;
const KILLS = 5;

type Progress = {
  readonly status: string;
  readonly totalUsers: number;
  readonly processedUsers: number;
  readonly successCount: number;
  readonly progress: number;
  readonly completedAt: string | null;
};
type Line = { readonly kind: string; readonly [field: string]: unknown };

const terms = {
  templateCode: 'system.maintenance',
  data: {
    title: 'Network upgrade',
    message: 'We are upgrading the network of the data centre.',
    startTime: '2026-01-15T18:00:00.000Z',
    endTime: '2026-01-15T20:00:00.000Z',
    duration: 120,
    affectedServices: ['console'],
  },
  channels: ['websocket'],
  priority: 'P3',
};
const listOf = (count: number, prefix: string): string =>
  [terms, ...Array.from({ length: count }, (_, n) => ({ userId: `${prefix}-${String(n)}` }))]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

describe('a batch to many, on a server that is killed five times on the way', () => {
  let dataDir: string;
  let env: {
    readonly DATA_DIR: string;
    readonly PORT: string;
    readonly LOG_LEVEL: string;
    readonly BULK_CHUNK: string;
  };
  let server: ServerProcess;
  let token: string;
  let batchId: string;
  let last: Progress | undefined;
  let kills = 0;
  let wentBack = false;

  const call = async (
    path: string,
    { headers, ...init }: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> =>
    fetch(`${server.url}${path}`, { ...init, headers: { ...headers, authorization: `Bearer ${token}` } });
  /** Undefined while the view is not there yet. */
  const look = async (): Promise<Progress | undefined> => {
    const answer = await call(`/notifications/bulk/${batchId}`);
    return answer.ok ? ((await answer.json()) as Progress) : undefined;
  };
  const linesOf = async (path: string): Promise<ReadonlyArray<Line>> =>
    (await (await call(path)).text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  const killAndStart = async (): Promise<void> => {
    await server.end('SIGKILL');
    kills += 1;
    server = await startServer(env);
  };
  const note = (seen: Progress): void => {
    const before = last ?? seen;
    wentBack ||= seen.progress < before.progress || seen.processedUsers < before.processedUsers;
    last = seen;
  };
  const isOver = (): boolean => last !== undefined && last.completedAt !== null;
  /** Until it has ended; killed as soon as it has come on a good deal since the last time. */
  const follow = async (): Promise<void> => {
    let killFrom = 0;
    while (!isOver()) {
      const seen = await look();
      if (seen === undefined) continue;
      note(seen);
      if (kills === KILLS || seen.processedUsers < killFrom || isOver()) continue;
      await killAndStart();
      killFrom = Math.max(seen.processedUsers, (kills * RECIPIENTS) / (KILLS + 2));
    }
  };

  beforeAll(async () => {
    dataDir = await temporaryDirectory();
    const chunk = FULL ? '100' : '10';
    env = { DATA_DIR: dataDir, PORT: String(await freePort()), LOG_LEVEL: 'warn', BULK_CHUNK: chunk };
    server = await startServer(env);
    token = (await ledger(env, 'token', '--role', 'super_admin', '--user', 'root')).stdout.trim();
    const answer = await call('/notifications/bulk', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': 'everybody' },
      body: listOf(RECIPIENTS, 'u'),
    });
    ({ batchId } = (await answer.json()) as { readonly batchId: string });
    await follow();
  }, 900_000);
  afterAll(async () => {
    await server.end('SIGKILL');
    await removeDirectory(dataDir);
  });

  it('was killed five times, and its progress never went back and ended at 100', () => {
    expect({ kills, wentBack }).toStrictEqual({ kills: KILLS, wentBack: false });
    expect(last).toMatchObject({
      ...{ status: 'completed', totalUsers: RECIPIENTS, processedUsers: RECIPIENTS, successCount: RECIPIENTS },
      progress: 100,
    });
  });

  it('has told each recipient exactly once', async () => {
    const lines = await linesOf(`/audit/batches/${batchId}`);
    const accepted = lines.filter(({ kind, outcome }) => kind === 'recipient' && outcome === 'accepted');
    expect(new Set(accepted.map(({ userId }) => userId)).size).toBe(RECIPIENTS);
    expect(new Set(accepted.map(({ notificationId }) => notificationId)).size).toBe(RECIPIENTS);
    expect(accepted).toHaveLength(RECIPIENTS);
    expect(lines.at(-1)).toMatchObject({ kind: 'manifest', count: RECIPIENTS, matches: true });
  });

  it('leaves a history in which the audit finds nothing wrong', async () => {
    const { code, stdout } = await ledger(env, 'audit', 'check');
    expect({ code, stdout }).toMatchObject({ code: 0 });
  }, 300_000);

  it('is sent, followed and listed on the command line too', async () => {
    const file = join(dataDir, 'list.ndjson');
    await writeFile(file, listOf(25, 'v'));
    const sent = await ledger(env, 'bulk', file, '--json');
    expect(sent).toMatchObject({ code: 0, stderr: '' });
    const other = JSON.parse(sent.stdout) as Progress & { readonly batchId: string };
    expect(other).toMatchObject({ status: 'completed', successCount: 25, progress: 100 });
    const listed = await ledger(env, 'batches', 'list', '--json');
    const ids = listed.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { batchId: string }).batchId);
    expect(ids).toStrictEqual([other.batchId, batchId]);
    await writeFile(file, `${JSON.stringify(terms)}\n{"userId":"v-1","locale":7}\n`);
    const refused = await ledger(env, 'bulk', file);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('line 2') as string });
  });
});
