import {
  type Environment,
  freePort,
  ledger,
  removeDirectory,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../../support/server-process';

let dataDir: string;
let env: Environment & { readonly PORT: string };
let server: ServerProcess;

const run = async (...args: ReadonlyArray<string>) => ledger(env, ...args);
const linesOf = (text: string): ReadonlyArray<string> => text.trimEnd().split('\n');
const send = async (...args: ReadonlyArray<string>) => run('send', '--json', '--user', 'u-1', ...args);
const note = ['--type', 'note', '--title', 'Hello, "you"', '--body', 'It works.'];

beforeAll(async () => {
  dataDir = await temporaryDirectory();
  env = { DATA_DIR: dataDir, PORT: String(await freePort()), LOG_LEVEL: 'error', RETRY_DELAYS: '1h' };
  server = await startServer(env);
}, 60_000);

afterAll(async () => {
  await server.end('SIGKILL');
  await removeDirectory(dataDir);
});

describe('beside a running server', () => {
  it('sends, and sends nothing twice under one key', async () => {
    const first = await send(...note, '--key', 'k-1');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(await send(...note, '--key', 'k-1')).toStrictEqual(first);
  });

  it('tells which fields are wrong', async () => {
    const { code, stdout, stderr } = await send('--type', 'note', '--title', 'x', '--channels', 'smoke');
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('/body');
  });

  it('replays a notification and a user, in words and as lines of JSON', async () => {
    const { id } = JSON.parse((await send(...note, '--channels', 'websocket')).stdout) as { readonly id: string };
    const words = await run('audit', 'replay', '--notification', id);
    expect(words).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${id} requested for u-1: note “Hello, "you"”`),
    });
    const lines = linesOf((await run('audit', 'replay', '--user', 'u-1', '--json')).stdout);
    const events = lines.map((line) => JSON.parse(line) as { readonly position: string; readonly personal: unknown });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'NotificationRequested', data: expect.objectContaining({ notificationId: id }) }),
    );
    expect(events.map(({ position }) => Number(position))).toStrictEqual(
      events.map(({ position }) => Number(position)).sort((a, b) => a - b),
    );
    expect(await run('audit', 'replay', '--user', 'u-1', '--to', '2000-01-01')).toMatchObject({ code: 1, stdout: '' });
  });

  it('exports every event once, in either format', async () => {
    const ndjson = linesOf((await run('audit', 'export')).stdout);
    expect(ndjson[0]).toContain('LedgerOpened');
    const { stdout } = await run('audit', 'export', '--format', 'csv');
    expect(stdout.startsWith('position,stream,')).toBe(true);
    expect(stdout.split('\r\n').filter((line) => /^\d+,/.test(line))).toHaveLength(ndjson.length);
  });

  it('proves the invariants', async () => {
    const { code, stdout } = await run('audit', 'check', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, breaches: [], absentViews: [] });
    expect((await run('audit', 'check')).stdout).toContain('holds');
  });

  it('lists what waits, and orders nothing for what is not there', async () => {
    expect(await run('retries')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing waits') });
    expect(await run('retries', 'retry', 'n-1.email')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Not'),
    });
    expect(await run('retries', 'abandon', 'n-1.email')).toMatchObject({ code: 1 });
  });

  it('prints a token and nothing else', async () => {
    const { stdout } = await run('token', '--role', 'auditor', '--user', 'a-1', '--ttl', '5m');
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const token = stdout.trim();
    const answer = await fetch(`${server.url}/audit/events`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
  });
});

it.each([
  [[]],
  [['no-such-command']],
  [['audit', 'replay']],
  [['audit', 'replay', '--all', '--user', 'u-1']],
  [['audit', 'replay', '--all', '--from', 'yesterday']],
  [['audit', 'export', '--format', 'xml']],
  [['send', '--title', 'x']],
  [['token']],
  [['token', '--role', 'king']],
  [['token', '--role', 'admin', '--ttl', 'long']],
])('ends with 2 for wrong usage: %j', async (args) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
  expect(stderr).not.toBe('');
});

it.each([[['--help']], [['audit', '--help']], [['audit', 'check', '--help']], [['retries', 'retry', '--help']]])(
  'helps: %j',
  async (args) => {
    expect(await run(...args)).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: ledger') });
  },
);

it('ends with 2 where the configuration has a fault, and names the variable', async () => {
  expect(await ledger({ ...env, PORT: 'http' }, 'audit', 'check')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('PORT'),
  });
});

it('says what to do where there is no ledger, and no server', async () => {
  const elsewhere = { ...env, DATA_DIR: `${dataDir}/elsewhere` };
  expect(await ledger(elsewhere, 'audit', 'check')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('ledger serve'),
  });
  expect(await ledger(elsewhere, 'send', '--user', 'u-1')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('ledger serve'),
  });
  expect(await ledger({ ...elsewhere, LEDGER_URL: server.url }, 'send', '--user', 'u-1')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('LEDGER_TOKEN'),
  });
});
