import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Api, apiOf } from '../support/api';
import { type JournalServer, startJournalServer } from '../support/journal-server';
import {
  type Environment,
  freePort,
  ledger,
  removeDirectory,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../support/server-process';
import { until } from '../support/until';

const SENT = 5;

/** Moving a ledger from its data directory to an EventStoreDB, as docs/operations.md says. */
describe('a ledger that moves to an EventStoreDB', () => {
  let dataDir: string;
  let journalDir: string;
  let journal: JournalServer;
  let server: ServerProcess | undefined;
  let environment: Environment & { readonly PORT: string };

  beforeAll(async () => {
    [dataDir, journalDir] = [await temporaryDirectory(), await temporaryDirectory()];
    environment = { DATA_DIR: dataDir, PORT: String(await freePort()) };
    journal = await startJournalServer(journalDir, { program: 'built' });
  }, 60_000);
  afterAll(async () => {
    await server?.end('SIGKILL');
    await journal.end('SIGKILL');
    await removeDirectory(dataDir);
    await removeDirectory(journalDir);
  });

  const api = async (url: string): Promise<Api> => {
    const { token } = JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8')) as { readonly token: string };
    return apiOf(url, token);
  };
  const inbox = async (url: string): Promise<unknown> =>
    (await (await api(url)).call('GET', '/notifications/user/u-1')).body;
  const settled = async (url: string): Promise<void> =>
    until('all to be completed', async () => {
      const { data } = (await inbox(url)) as { readonly data: ReadonlyArray<{ readonly status: string }> };
      return data.length === SENT && data.every(({ status }) => status === 'completed');
    });
  const copy = async () => ledger({}, 'journal', 'copy', dataDir, journal.url, '--json');

  it('takes its whole history along, once, and goes on there', async () => {
    server = await startServer(environment);
    const { call } = await api(server.url);
    await call('PUT', '/recipients/u-1', { email: 'u-1@example.test' });
    for (let n = 0; n < SENT; n += 1) {
      const content = { type: 'note', title: `Title ${String(n)}`, body: 'A body', channels: ['websocket', 'email'] };
      expect((await call('POST', '/notifications', { userId: 'u-1', ...content })).status).toBe(201);
    }
    await settled(server.url);
    const before = await inbox(server.url);

    expect(await copy()).toMatchObject({ code: 1, stderr: expect.stringContaining('is in use') });
    await server.end('SIGTERM');
    const first = await copy();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const copied = JSON.parse(first.stdout) as { readonly events: number; readonly copiedNow: number };
    expect(copied.events).toBeGreaterThan(SENT * 3);
    expect(copied.copiedNow).toBe(copied.events);
    expect(JSON.parse((await copy()).stdout)).toStrictEqual({ ...copied, copiedNow: 0 });

    const moved = { ...environment, EVENTSTORE_URL: journal.url };
    server = await startServer(moved);
    await settled(server.url);
    expect(await inbox(server.url)).toStrictEqual(before);
    expect((await ledger(moved, 'audit', 'check')).code).toBe(0);
    await server.end('SIGTERM');
    server = undefined;

    const back = await ledger({}, 'journal', 'copy', journal.url, join(dataDir, 'back'), '--json');
    expect(JSON.parse(back.stdout)).toMatchObject({ events: expect.any(Number) });
    expect(back.code).toBe(0);
  }, 120_000);

  it('refuses a source without a journal, and a target that is somebody else’s', async () => {
    expect(await ledger({}, 'journal', 'copy', join(dataDir, 'none'), journal.url)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no ledger'),
    });
    const other = await temporaryDirectory();
    const elsewhere = { DATA_DIR: other, PORT: environment.PORT };
    await (await startServer(elsewhere)).end('SIGTERM');
    const refused = await ledger({}, 'journal', 'copy', other, journal.url);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('is no copy of the source') });
    await removeDirectory(other);
  }, 120_000);
});
