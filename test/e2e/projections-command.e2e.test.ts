import {
  type Environment,
  freePort,
  ledger,
  removeDirectory,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../support/server-process';

let env: Environment & { readonly PORT: string };
let server: ServerProcess;
beforeAll(async () => {
  env = { DATA_DIR: await temporaryDirectory(), PORT: String(await freePort()), LOG_LEVEL: 'warn' };
  server = await startServer(env);
}, 60_000);
afterAll(async () => {
  await server.end('SIGKILL');
  await removeDirectory(env['DATA_DIR'] ?? '');
});

it('orders a rebuild, watches it, and says how the projections stand', async () => {
  const done = await ledger(env, 'projections', 'rebuild', 'outstanding', '--json');
  const ended = { rebuildId: expect.any(String) as string, outcome: 'switched' };
  expect([done.code, JSON.parse(done.stdout)]).toStrictEqual([0, ended]);
  const list = await ledger(env, 'projections', 'list', '--json');
  const inbox = expect.objectContaining({ name: 'inbox', status: 'live' }) as unknown;
  expect(JSON.parse(list.stdout)).toMatchObject({ data: expect.arrayContaining([inbox]) as unknown });
}, 60_000);

it('says what it can not do, and why', async () => {
  const asked = [
    ['rebuild', 'nothing'],
    ['cancel', 'inbox'],
    ['verify', 'nothing'],
  ];
  const answers = await Promise.all(asked.map(async (words) => ledger(env, 'projections', ...words)));
  expect(answers.map(({ code }) => code)).toStrictEqual([1, 1, 2]);
  expect(answers.every(({ stderr }) => stderr.length > 0)).toBe(true);
}, 60_000);
