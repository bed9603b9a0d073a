import type { Redis } from 'ioredis';
import { type Answer, type Api, apiOf, SECRET, serviceToken, userToken } from '../support/api';
import { type MailServer, startMailServer } from '../support/mail-server';
import { createRedis, type RedisServer } from '../support/redis';
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

const NOTIFICATIONS = 120;
const CONNECTIONS = 6;
const WIPE_AFTER = [30, 60, 90];

type Inbox = { readonly data: ReadonlyArray<{ readonly id: string; readonly status: string }> };
const idsIn = ({ body }: Answer): ReadonlyArray<string> => (body as Inbox).data.map(({ id }) => id);

describe('a Redis that loses everything in the middle of traffic', () => {
  let redis: RedisServer;
  let client: Redis;
  let mail: MailServer;
  let env: Environment & { readonly PORT: string };
  let server: ServerProcess;
  let service: Api;
  const accepted: Array<string> = [];
  const answers: Array<Answer> = [];

  const readInbox = async (): Promise<Answer> => service.call('GET', '/notifications/user/u-1?limit=100');

  beforeAll(async () => {
    redis = await createRedis();
    await redis.start();
    client = redis.client();
    mail = await startMailServer();
    env = {
      DATA_DIR: await temporaryDirectory(),
      PORT: String(await freePort()),
      REDIS_URL: redis.url,
      SMTP_URL: mail.url,
      JWT_SECRET: SECRET,
      LOG_LEVEL: 'warn',
    };
    server = await startServer(env);
    service = apiOf(server.url, await serviceToken('billing'));
    const admin = apiOf(server.url, await userToken('root', 'admin'));
    expect((await admin.call('PUT', '/recipients/u-1', { email: 'u-1@example.test' })).status).toBe(200);

    const send = async (n: number): Promise<void> => {
      const body = { userId: 'u-1', type: 'note', title: `number ${String(n)}`, body: 'text' };
      for (;;) {
        const asked = { ...body, channels: ['websocket', 'email'] };
        const answer = await service.call('POST', '/notifications', asked, { 'idempotency-key': `key-${String(n)}` });
        if (answer.status === 503) continue;
        expect(answer.status).toBe(201);
        accepted.push((answer.body as { readonly id: string }).id);
        return;
      }
    };
    let next = 0;
    const sender = async (): Promise<void> => {
      for (let n = (next += 1); n <= NOTIFICATIONS; n = next += 1) {
        await send(n);
        if (WIPE_AFTER.includes(n)) await client.flushall();
      }
    };
    let isOver = false;
    const reader = async (): Promise<void> => {
      while (!isOver) answers.push(await readInbox());
    };
    const reading = reader();
    await Promise.all(Array.from({ length: CONNECTIONS }, sender));
    await until('every mail is delivered', () => mail.mails().length >= NOTIFICATIONS);
    isOver = true;
    await reading;
  }, 180_000);

  afterAll(async () => {
    await server.end('SIGKILL');
    await mail.close();
    await redis.remove();
    await removeDirectory(env['DATA_DIR'] ?? '');
  });

  it('was read as it is, or not at all: nobody saw less than was seen before', () => {
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.filter(({ status }) => status !== 503)).toStrictEqual([]);
    expect(refused.every(({ headers }) => Number(headers.get('retry-after')) >= 1)).toBe(true);
    const served = answers.filter(({ status }) => status === 200);
    expect(served.length).toBeGreaterThan(0);
    let before = 0;
    for (const answer of served) {
      const { total } = answer.body as { readonly total?: number };
      const now = total ?? idsIn(answer).length;
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
    }
  });

  it('says 503 until the views are back, on an idle ledger too', async () => {
    await until('a read falls into the gap', async () => {
      await client.flushall();
      const answer = await readInbox();
      if (answer.status !== 503) expect(idsIn(answer)).toHaveLength(100);
      return answer.status === 503;
    });
    await until('the views are back', async () => (await readInbox()).status === 200);
    expect(idsIn(await readInbox())).toHaveLength(100);
  }, 90_000);

  it('has accepted each once, and sent each once', () => {
    expect(new Set(accepted).size).toBe(NOTIFICATIONS);
    const titles = mail.mails().map(({ subject }) => subject);
    expect(titles).toHaveLength(NOTIFICATIONS);
    expect(new Set(titles).size).toBe(NOTIFICATIONS);
  });

  it('holds in the end what a fold of the journal gives', async () => {
    await until('all is settled', async () => {
      const answer = await readInbox();
      return answer.status === 200 && (answer.body as Inbox).data.every(({ status }) => status === 'completed');
    });
    const check = async () => ledger(env, 'audit', 'check', '--json');
    // One that nobody reads is noticed when its runner looks at it next.
    await until('every view is back', async () => {
      const { absentViews } = JSON.parse((await check()).stdout) as { readonly absentViews: ReadonlyArray<string> };
      return absentViews.length === 0;
    });
    expect(await server.end('SIGTERM')).toBe(0);
    const checked = await check();
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, breaches: [], absentViews: [] });
    expect(checked.code).toBe(0);
  }, 90_000);
});

it('is no place for views where it may evict', async () => {
  const redis = await createRedis('--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru');
  await redis.start();
  const DATA_DIR = await temporaryDirectory();
  const { code, stderr } = await ledger({ DATA_DIR, PORT: '0', REDIS_URL: redis.url }, 'serve');
  expect({ code, stderr }).toStrictEqual({
    code: 1,
    stderr: expect.stringContaining('maxmemory-policy allkeys-lru') as string,
  });
  await redis.remove();
  await removeDirectory(DATA_DIR);
}, 60_000);
