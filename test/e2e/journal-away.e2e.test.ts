import { apiOf, SECRET, serviceToken, userToken } from '../support/api';
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

describe('a server whose journal is elsewhere, and goes away', () => {
  let dataDir: string;
  let journalDir: string;
  let journal: JournalServer;
  let env: Environment & { readonly PORT: string };
  let server: ServerProcess;

  beforeAll(async () => {
    dataDir = await temporaryDirectory();
    journalDir = await temporaryDirectory();
    const port = await freePort();
    journal = await startJournalServer(journalDir, { port, program: 'built' });
    env = { DATA_DIR: dataDir, PORT: String(await freePort()), EVENTSTORE_URL: journal.url, JWT_SECRET: SECRET };
    server = await startServer(env);
  }, 60_000);
  afterAll(async () => {
    await server.end('SIGKILL');
    await journal.end('SIGKILL');
    await removeDirectory(dataDir);
    await removeDirectory(journalDir);
  });

  const service = async () => apiOf(server.url, await serviceToken('billing'));
  const send = async (title: string) => {
    const body = { userId: 'u-1', type: 'note', title, body: 'text', channels: ['websocket'] };
    return (await service()).call('POST', '/notifications', body, { 'idempotency-key': title });
  };
  const titles = async (): Promise<ReadonlyArray<string>> => {
    const { body } = await apiOf(server.url, await userToken('u-1')).call('GET', '/notifications?limit=100');
    return (body as { readonly data: ReadonlyArray<{ readonly title: string }> }).data.map(({ title }) => title);
  };

  it('says so, takes nothing in meanwhile, and goes on when it is back', async () => {
    await until('the first to be taken in', async () => (await send('before')).status === 201);
    await journal.end('SIGKILL');
    expect((await send('meanwhile')).status).toBe(503);
    const ready = await fetch(`${server.url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('journal');
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);

    journal = await startJournalServer(journalDir, { port: journal.port, program: 'built' });
    await until('what was refused to be taken in', async () => (await send('meanwhile')).status === 201);
    await until('both to be shown', async () => (await titles()).length === 2);
    expect(await titles()).toStrictEqual(['meanwhile', 'before']);
    await until('it to say that all is well', async () => (await fetch(`${server.url}/health/ready`)).ok);
  }, 90_000);

  it('keeps a history that can be checked from there', async () => {
    expect(await ledger(env, 'audit', 'check', '--json')).toMatchObject({ code: 0 });
  }, 60_000);

  it('does not start where nobody answers, and tells no password', async () => {
    const nowhere = { ...env, DATA_DIR: `${dataDir}/other`, EVENTSTORE_URL: 'esdb://me:hunter2@127.0.0.1:1?tls=false' };
    const refused = await ledger(nowhere, 'serve');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('JournalUnavailable') });
    expect(`${refused.stdout}${refused.stderr}`).not.toContain('hunter2');
  }, 60_000);
});
