import { request } from 'node:http';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Api, apiOf, SECRET } from '../support/api';
import { maintenance } from '../support/bulk-under-test';
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

const PEOPLE = 2_000;
const INBOXES = 60;
const NDJSON = 'application/x-ndjson';

type Told = { readonly userId: string; readonly title: string };
type Requested = { readonly data: { readonly userId: string }; readonly personal: { readonly title: string } };

const lines = (...values: ReadonlyArray<unknown>): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');
const terms = { templateCode: 'system.maintenance', channels: ['websocket'], data: maintenance };

/** Of three, one has words of their own, one reads English, and one reads what is said to all in the usual language. */
const people = Array.from({ length: PEOPLE }, (_, index): { readonly line: object; readonly told: Told } => {
  const userId = `reader-${String(index)}`;
  const own = `upgrade ${String(index)}`;
  if (index % 3 === 0) return { line: { userId, data: { title: own } }, told: { userId, title: `系统维护：${own}` } };
  if (index % 3 === 1)
    return { line: { userId, locale: 'en-US' }, told: { userId, title: 'Maintenance: Network upgrade' } };
  return { line: { userId }, told: { userId, title: '系统维护：Network upgrade' } };
});

describe('a list that is uploaded to the server', () => {
  let dataDir: string;
  let env: Environment & { readonly PORT: string };
  let server: ServerProcess;

  beforeAll(async () => {
    dataDir = await temporaryDirectory();
    env = { DATA_DIR: dataDir, PORT: String(await freePort()), JWT_SECRET: SECRET };
    server = await startServer(env);
  }, 60_000);
  afterAll(async () => {
    await server.end('SIGKILL');
    await removeDirectory(dataDir);
  });

  const token = async (): Promise<string> =>
    (JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8')) as { readonly token: string }).token;
  const api = async (): Promise<Api> => apiOf(server.url, await token());
  const headers = async () => ({ authorization: `Bearer ${await token()}`, 'content-type': NDJSON });
  const upload = async (body: string): Promise<Response> =>
    fetch(`${server.url}/notifications/bulk`, { method: 'POST', body, headers: await headers() });
  const events = async (type: string): Promise<ReadonlyArray<unknown>> => {
    const answer = await fetch(`${server.url}/audit/events?type=${type}`, { headers: await headers() });
    return (await answer.text()).split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]));
  };
  const completed = async (count: number): Promise<void> =>
    until('the batch is completed', async () => (await events('BatchCompleted')).length === count);

  it('brings each recipient exactly their own text', async () => {
    const answer = await upload(lines(terms, ...people.map(({ line }) => line), people[0]?.line));
    expect([answer.status, await answer.json()]).toMatchObject([
      202,
      { totalUsers: PEOPLE, status: 'processing', warnings: [{ count: 1 }] },
    ]);
    await completed(1);
    const requested = (await events('NotificationRequested')) as ReadonlyArray<Requested>;
    expect(requested.map(({ data: { userId }, personal: { title } }) => ({ userId, title }))).toStrictEqual(
      people.map(({ told }) => told),
    );
    for (const { told } of people.slice(0, INBOXES)) {
      const inbox = await (await api()).call('GET', `/notifications/user/${told.userId}`);
      expect(inbox.body).toMatchObject({ data: [told] });
    }
  });

  it('is refused with the number of each line that is wrong', async () => {
    const answer = await upload(lines(terms, { userId: 'u-1' }, { userId: 'u-2', data: { duration: 'long' } }));
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ total: 1, errors: [{ line: 3, path: '/data/duration' }] });
    expect(await events('BatchAccepted')).toHaveLength(1);
  });

  it('leaves nothing, on the disk or in the ledger, where the server is killed while it comes in', async () => {
    const spool = join(dataDir, 'spool');
    const sending = request(`${server.url}/notifications/bulk`, { method: 'POST', headers: await headers() });
    sending.on('error', () => undefined);
    sending.write(lines(terms, ...people.map(({ line }) => line)));
    sending.write(lines(...people.map(({ told }) => ({ userId: `more-${told.userId}`, data: { title: told.title } }))));
    await until('some of it is spooled', async () => {
      const [name] = await readdir(spool);
      return name !== undefined && (await stat(join(spool, name))).size > 0;
    });
    const [name = ''] = await readdir(spool);
    expect((await stat(join(spool, name))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(spool, name), 'latin1')).not.toContain('reader-');
    await server.end('SIGKILL');
    sending.destroy();
    server = await startServer(env);
    expect(await readdir(spool)).toStrictEqual([]);
    expect(await events('BatchAccepted')).toHaveLength(1);
    expect(await events('NotificationRequested')).toHaveLength(PEOPLE);
  });

  it('and a broadcast after it, stand in a ledger whose invariants hold', async () => {
    expect((await (await api()).call('PUT', '/recipients/reader-1', { locale: 'en-US' })).status).toBe(200);
    const { status, body } = await (await api()).call('POST', '/notifications/broadcast', terms);
    expect([status, body]).toMatchObject([202, { totalUsers: 1 }]);
    await completed(2);
    await server.end('SIGTERM');
    expect(await ledger({ DATA_DIR: dataDir }, 'audit', 'check')).toMatchObject({ code: 0 });
  });
});
