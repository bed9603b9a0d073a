import { mintToken } from '../../src/app/http/mint-token';
import { systemClock } from '../../src/adapters/system/clock';
import { SignJWT } from 'jose';
import { type Answer, type Api, apiOf, SECRET, serviceToken, userToken } from '../support/api';
import { type JournalHome, journalHomes } from '../support/journal-homes';
import {
  type Environment,
  freePort,
  ledger,
  removeDirectory,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../support/server-process';

const note = { userId: 'u-1', type: 'note', title: 'A title', body: 'A body' };
const reset = {
  userId: 'u-1',
  templateCode: 'user.password_reset',
  data: { userId: 'u-1', expiresAt: '2999-01-01T00:00:00Z' },
};

type Problem = { readonly status: number; readonly errors?: ReadonlyArray<{ readonly path: string }> };

describe.each(journalHomes)('bad input to the running server, its journal %s', (_, findHome) => {
  let home: JournalHome;
  let dataDir: string;
  let env: Environment & { readonly DATA_DIR: string; readonly PORT: string };
  let server: ServerProcess;
  let service: Api;
  let user: Api;
  let othersId: string;
  let before: string;

  const history = async (): Promise<string> => (await ledger(env, 'audit', 'export', '--format', 'ndjson')).stdout;

  beforeAll(async () => {
    dataDir = await temporaryDirectory();
    home = await findHome();
    env = { ...home.env, DATA_DIR: dataDir, PORT: String(await freePort()), JWT_SECRET: SECRET };
    server = await startServer(env);
    service = apiOf(server.url, await serviceToken('billing'));
    user = apiOf(server.url, await userToken('u-1'));
    const others = { ...note, userId: 'u-2', channels: ['websocket'] };
    const sent = await service.call('POST', '/notifications', others, { 'idempotency-key': 'used' });
    othersId = (sent.body as { id: string }).id;
    before = await history();
  }, 60_000);

  afterAll(async () => {
    await server.end('SIGTERM');
    await home.end();
    await removeDirectory(dataDir);
  });

  const expectProblem = (answer: Answer, status: number, ...paths: ReadonlyArray<string>): void => {
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const { errors = [], ...problem } = answer.body as Problem;
    expect(problem.status).toBe(status);
    expect(errors.map(({ path }) => path).sort()).toStrictEqual([...paths].sort());
  };

  it.each<[string, unknown, number, ReadonlyArray<string>]>([
    ['wrong types', { ...note, userId: 5, data: [] }, 400, ['/userId', '/data']],
    ['missing fields', { userId: 'u-1', type: 'note' }, 400, ['/title', '/body']],
    ['an unknown field', { ...note, surprise: 1 }, 400, ['/surprise']],
    ['an over-long title', { ...note, title: 'x'.repeat(201) }, 400, ['/title']],
    ['an over-long body', { ...note, body: 'x'.repeat(10_001) }, 400, ['/body']],
    ['too much data', { ...note, data: { text: 'x'.repeat(17_000) } }, 400, ['/data']],
    ['an unknown priority', { ...note, priority: 'P9' }, 400, ['/priority']],
    ['an unknown template', { userId: 'u-1', templateCode: 'no.such', data: {} }, 422, ['/templateCode']],
    ['an unknown channel', { ...note, channels: ['websocket', 'pigeon'] }, 422, ['/channels/1']],
    ['a missing variable', reset, 422, ['/data/resetToken']],
  ])('is refused with its status and its fields: %s', async (_what, body, status, paths) => {
    expectProblem(await service.call('POST', '/notifications', body), status, ...paths);
  });

  it('is refused where it is no JSON, too large, or another content type', async () => {
    expectProblem(await service.call('POST', '/notifications', '{"userId": "u-1",'), 400);
    expectProblem(
      await service.call('POST', '/notifications', JSON.stringify({ ...note, body: 'x'.repeat(10_000_000) })),
      413,
    );
    expectProblem(await service.call('POST', '/notifications', 'x=1', { 'content-type': 'text/plain' }), 415);
  });

  it('is refused where the idempotency key had another body, or is none', async () => {
    expectProblem(await service.call('POST', '/notifications', note, { 'idempotency-key': 'used' }), 422);
    const overLong = { 'idempotency-key': 'k'.repeat(256) };
    expect((await service.call('POST', '/notifications', note, overLong)).status).toBe(400);
  });

  it('shows nobody the notification of another', async () => {
    expectProblem(await user.call('GET', `/notifications/${othersId}`), 404);
    expectProblem(await user.call('PATCH', `/notifications/${othersId}/read`), 404);
    expectProblem(await user.call('DELETE', `/notifications/${othersId}`), 404);
    expectProblem(await user.call('GET', '/notifications/not-there'), 404);
  });

  it('lets nobody in without a good token, and nobody do what their role may not', async () => {
    const expired = await mintToken({ secret: SECRET, clock: systemClock })(
      { kind: 'user', id: 'u-1', roles: ['user'] },
      -10,
    );
    const forAnother = await new SignJWT({ roles: ['user'] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('u-1')
      .setIssuer('cloudphone-platform')
      .setAudience('somebody-else')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(SECRET));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${expired.split('.')[1] ?? ''}.`;
    for (const token of ['', expired, forAnother, unsigned, 'no token at all'])
      expectProblem(await apiOf(server.url, token).call('GET', '/notifications'), 401);
    expectProblem(await user.call('POST', '/notifications', note), 403);
    expectProblem(await user.call('GET', '/audit/events'), 403);
  });

  it('is refused in addresses and queries too', async () => {
    expectProblem(await user.call('GET', '/notifications?cursor=nonsense'), 400, '/cursor');
    expectProblem(await user.call('GET', '/notifications?limit=1000'), 400, '/limit');
    expect((await user.call('GET', '/notifications/%E0%A4%A')).status).toBe(400);
    expect((await user.call('GET', '/nowhere')).status).toBe(404);
    expect((await user.call('GET', '/notifications', undefined, { 'ledger-position': 'x' })).status).toBe(400);
  });

  it('has written nothing', async () => {
    expect(await history()).toBe(before);
  });
});
