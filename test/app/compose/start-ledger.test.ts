import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, decodeConfig } from '../../../src/app/compose/config';
import { readServerFile } from '../../../src/app/compose/server-file';
import { type Overrides, type RunningLedger, startLedger } from '../../../src/app/compose/start-ledger';
import { apiOf } from '../../support/api';
import { passing, scriptedProvider } from '../../support/delivering';
import { silent } from '../../support/http-deps';
import { left } from '../../support/ledger-under-test';
import { durably, redisForTests } from '../../support/redis';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';
import { until } from '../../support/until';

const directory = temporaryDirectory();
const running: Array<RunningLedger> = [];
afterEach(async () => {
  for (const ledger of running.splice(0)) await ledger.stop();
});

const newConfig = (): Config =>
  right(decodeConfig({ PORT: '0', DATA_DIR: mkdtempSync(join(directory, 'data-')), RETRY_DELAYS: '10ms,10ms,10ms' }));
const start = async (config: Config, overrides?: Overrides): Promise<RunningLedger> => {
  const ledger = right(await startLedger(config, silent, overrides)());
  running.push(ledger);
  await ledger.ready;
  return ledger;
};
const serviceOf = async ({ url, mint }: RunningLedger) =>
  apiOf(url, (await mint?.({ kind: 'user', id: 'root', roles: ['admin'] }, 600)) ?? '');
const note = { userId: 'u-1', type: 'note', title: 'A title', body: 'A body' };

it('takes a request in and brings it to the inbox and, after failures, to the mail', async () => {
  const email = scriptedProvider();
  email.script(passing, passing);
  const ledger = await start(newConfig(), { providers: { email: [email] } });
  const api = await serviceOf(ledger);
  expect((await api.call('PUT', '/recipients/u-1', { email: 'a@example.test' })).status).toBe(200);
  const asked = await api.call('POST', '/notifications', { ...note, channels: ['websocket', 'email'] });
  expect(asked.status).toBe(201);
  const position = asked.headers.get('ledger-position') ?? '';
  const inbox = await api.call('GET', '/notifications/user/u-1', undefined, { 'ledger-position': position });
  expect(inbox.body).toMatchObject({ data: [{ title: 'A title' }] });
  const { id } = asked.body as { readonly id: string };
  await until('its end', async () => {
    const { body } = await api.call('GET', `/notifications/${id}`);
    return (body as { readonly status: string }).status === 'completed';
  });
  expect(email.sent.map(({ key }) => key)).toStrictEqual([`${id}.email`, `${id}.email`, `${id}.email`]);
});

describe('with its keys in a Redis', () => {
  const server = redisForTests(...durably);
  const startOn = async (config: Config, database: number): Promise<RunningLedger> =>
    start({ ...config, KEYRING_URL: `${server().url}/${String(database)}` });

  it('goes on with the keys that it began with', async () => {
    const config = newConfig();
    const first = await startOn(config, 0);
    const body = { ...note, channels: ['websocket'] };
    const asked = await (await serviceOf(first)).call('POST', '/notifications', body);
    await first.stop();
    const api = await serviceOf(await startOn(config, 0));
    const { id } = asked.body as { readonly id: string };
    expect((await api.call('GET', `/notifications/${id}`)).body).toMatchObject({ title: note.title });
  });

  it('refuses another ring than that one', async () => {
    const config = newConfig();
    await (await startOn(config, 1)).stop();
    const wrong = { ...config, KEYRING_URL: `${server().url}/2` };
    expect(left(await startLedger(wrong, silent)())).toStrictEqual({ _tag: 'KeysMissing' });
    await (await startOn(config, 1)).stop();
  });
});

it('goes on where it was stopped, under the same ids', async () => {
  const config = newConfig();
  const first = await start(config);
  const body = { ...note, channels: ['websocket'] };
  const before = await (await serviceOf(first)).call('POST', '/notifications', body, { 'idempotency-key': 'k-1' });
  await first.stop();
  const second = await start(config);
  const after = await (await serviceOf(second)).call('POST', '/notifications', body, { 'idempotency-key': 'k-1' });
  expect(after.body).toStrictEqual(before.body);
  expect(after.headers.get('idempotent-replayed')).toBe('true');
});

it('leaves a file for the command line, for its owner’s eyes, while it runs', async () => {
  const config = newConfig();
  const file = join(config.DATA_DIR, 'server.json');
  const ledger = await start(config);
  expect(readServerFile(file)?.url).toBe(ledger.url);
  for (const name of ['server.json', 'jwt-secret'])
    expect(statSync(join(config.DATA_DIR, name)).mode & 0o777).toBe(0o600);
  const secret = readFileSync(join(config.DATA_DIR, 'jwt-secret'), 'utf8');
  await ledger.stop();
  expect(readServerFile(file)).toBeUndefined();
  const again = await start(config);
  expect(readFileSync(join(config.DATA_DIR, 'jwt-secret'), 'utf8')).toBe(secret);
  await again.stop();
});

it('is refused where another process works on the directory, and where the port is taken, and leaves nothing open', async () => {
  const config = newConfig();
  const ledger = await start(config);
  const port = Number(new URL(ledger.url).port);
  const elsewhere = { ...newConfig(), PORT: port };
  expect(left(await startLedger(config, silent)())).toMatchObject({ _tag: 'DataDirLocked', pid: process.pid });
  expect(left(await startLedger(elsewhere, silent)())).toMatchObject({ _tag: 'CannotListen', port });
  const free = await start({ ...elsewhere, PORT: 0 });
  expect(free.url).not.toBe(ledger.url);
});

it('finishes a sending that is in hand before it stops', async () => {
  const gate: { open: () => void } = { open: () => undefined };
  const opened = new Promise<void>((resolve) => (gate.open = resolve));
  const email = scriptedProvider();
  const slow = {
    ...email,
    send:
      (...args: Parameters<typeof email.send>) =>
      async () =>
        opened.then(email.send(...args)),
  };
  const config = newConfig();
  const ledger = await start(config, { providers: { email: [slow] } });
  const api = await serviceOf(ledger);
  await api.call('PUT', '/recipients/u-1', { email: 'a@example.test' });
  const asked = await api.call('POST', '/notifications', { ...note, channels: ['email'] });
  const { id } = asked.body as { readonly id: string };
  await until('its start', async () => {
    const { body } = await api.call('GET', `/notifications/${id}/deliveries`);
    return JSON.stringify(body).includes('"open"');
  });
  const stopped = ledger.stop();
  gate.open();
  await stopped;
  const again = await serviceOf(await start(config));
  expect((await again.call('GET', `/notifications/${id}`)).body).toMatchObject({ status: 'completed' });
  expect(email.sent).toHaveLength(1);
});
