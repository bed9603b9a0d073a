import { platformNames } from '../../src/adapters/rabbitmq/names';
import { type Api, apiOf, SECRET, serviceToken, userToken } from '../support/api';
import { type JournalServer, startJournalServer } from '../support/journal-server';
import { type MailServer, startMailServer } from '../support/mail-server';
import { openPlatformSide, type PlatformSide } from '../support/platform-side';
import { createRabbitMq, type RabbitMq } from '../support/rabbitmq';
import { createRedis, durably, type RedisServer } from '../support/redis';
import {
  type Environment,
  freePort,
  ledger,
  removeDirectory,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../support/server-process';
import { openSocket, type SocketClient } from '../support/socket-client';
import { until } from '../support/until';

const REQUESTS = 60;
const MESSAGES = 12;
const CONNECTIONS = 4;

/** Two processes of each role. */
const parts = {
  a: 'api,ws',
  b: 'api,ws',
  c: 'ingest,dispatch,project',
  d: 'ingest,dispatch,project',
  e: 'deliver',
  f: 'deliver',
} as const;
type Part = keyof typeof parts;

describe('two processes of each role, of which one is killed in the middle', () => {
  let broker: RabbitMq;
  let redis: RedisServer;
  let journal: JournalServer;
  let mail: MailServer;
  let platform: PlatformSide;
  let env: Environment;
  const directories: Array<string> = [];
  const envOf = new Map<Part, Environment & { readonly PORT: string }>();
  const running = new Map<Part, ServerProcess>();
  const sockets = new Map<Part, SocketClient>();
  /** Of whatever was started, the last first. */
  const endings: Array<() => unknown> = [];
  const accepted: Array<string> = [];

  const newDirectory = async (): Promise<string> => {
    const directory = await temporaryDirectory();
    directories.push(directory);
    endings.push(async () => removeDirectory(directory));
    return directory;
  };
  const startPart = async (part: Part): Promise<void> => {
    const own = envOf.get(part) ?? { ...env, DATA_DIR: await newDirectory(), PORT: String(await freePort()) };
    envOf.set(part, own);
    const server = await startServer(own, '--roles', parts[part]);
    running.set(part, server);
    endings.push(async () => server.end('SIGKILL'));
  };
  const killAndRestart = async (part: Part): Promise<void> => {
    await running.get(part)?.end('SIGKILL');
    await startPart(part);
  };
  const connect = async (part: Part): Promise<void> => {
    const socket = openSocket(running.get(part)?.url ?? '', { header: await userToken('u-1') });
    expect(await socket.next()).toMatchObject({ event: 'welcome' });
    sockets.set(part, socket);
    endings.push(() => socket.socket.terminate());
  };
  const shownAt = (part: Part): ReadonlyArray<string> =>
    (sockets.get(part)?.arrived() ?? [])
      .filter(({ event }) => event === 'notification')
      .map(({ data }) => String(data['id']));
  const apiAt = async (part: Part): Promise<Api> =>
    apiOf(`http://127.0.0.1:${envOf.get(part)?.PORT ?? ''}`, await serviceToken('billing'));

  /** At one API or the other, until one has confirmed it. */
  const request = async (apis: ReadonlyArray<Api>, n: number): Promise<void> => {
    const body = { userId: 'u-1', type: 'note', title: `number ${String(n)}`, body: 'text' };
    const asked = { ...body, channels: ['websocket', 'email'] };
    for (let turn = n; ; turn += 1) {
      const key = { 'idempotency-key': `key-${String(n)}` };
      const answer = await apis[turn % apis.length]?.call('POST', '/notifications', asked, key).catch(() => undefined);
      if (answer === undefined || answer.status === 503) continue;
      expect(answer.status).toBe(201);
      accepted.push((answer.body as { readonly id: string }).id);
      return;
    }
  };

  /** The platform says that somebody has forgotten the password: a mail with a secret in it. */
  const forget = async (n: number): Promise<void> => {
    const eventType = 'user.password_reset_requested';
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const whose = { userId: 'u-17', username: 'mei', email: 'mei@example.test' };
    const body = { type: eventType, timestamp: new Date().toISOString(), ...whose, resetToken: `t-${n}`, expiresAt };
    await platform.publish(eventType, JSON.stringify(body), `m-${n}`);
  };
  /** The distinct mails to an address, and of how many notifications they are. */
  const mailsTo = (address: string): ReadonlyArray<string> => {
    const to = mail.mails().filter((one) => one.to !== undefined && JSON.stringify(one.to).includes(address));
    return [...new Set(to.map(({ messageId = '' }) => messageId))];
  };

  beforeAll(async () => {
    broker = await createRabbitMq();
    redis = await createRedis(...durably);
    endings.push(broker.remove, redis.remove);
    [, , mail, journal] = await Promise.all([
      broker.start(),
      redis.start(),
      startMailServer(),
      newDirectory().then(async (directory) => startJournalServer(directory, { program: 'built' })),
    ]);
    endings.push(mail.close, async () => journal.end('SIGKILL'));
    env = {
      EVENTSTORE_URL: journal.url,
      AMQP_URL: broker.url,
      REDIS_URL: redis.url,
      KEYRING_URL: `${redis.url}/1`,
      JWT_SECRET: SECRET,
      PUSH_VAPID_KEYS: 'public,private',
      SMTP_URL: mail.url,
      RETRY_DELAYS: '1s,1s,1s',
      LOG_LEVEL: 'warn',
    };
    for (const pair of [['c', 'a', 'e'] as const, ['d', 'b', 'f'] as const]) await Promise.all(pair.map(startPart));
    platform = await openPlatformSide(broker.url, platformNames);
    endings.push(platform.leave);
  }, 180_000);

  afterAll(async () => {
    for (const end of endings.reverse()) await end();
  }, 60_000);

  it('delivers everything once, and shows it to the sockets of both', async () => {
    const admin = apiOf(running.get('a')?.url ?? '', await userToken('root', 'admin'));
    const put = await admin.call('PUT', '/recipients/u-1', { email: 'u-1@example.test' });
    expect(put.status).toBe(200);
    await connect('a');
    await connect('b');
    const watcher = openSocket(running.get('a')?.url ?? '', { header: await userToken('root', 'admin') });
    endings.push(() => watcher.socket.terminate());
    expect(await watcher.next()).toMatchObject({ event: 'welcome' });
    watcher.send({ event: 'subscribe', data: { topics: ['presence:u-1'] } });
    await until('the user is seen', () => watcher.arrived().some(({ event }) => event === 'user:online'));
    await until('the sockets of both are counted', async () => {
      const { body } = await admin.call('GET', '/notifications/stats');
      return (body as { readonly connections?: number }).connections === 3;
    });
    const apis = [await apiAt('a'), await apiAt('b')];

    const killings: ReadonlyArray<readonly [after: number, part: Part]> = [
      [15, 'c'],
      [30, 'e'],
      [45, 'b'],
    ];
    const killed: Array<Promise<void>> = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < REQUESTS) {
        const n = next;
        next += 1;
        for (const [after, part] of killings) if (after === n) killed.push(killAndRestart(part));
        await request(apis, n);
        if (n % 5 === 0) await forget(n);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
    await Promise.all(killed);
    await connect('b');
    await request(apis, REQUESTS);

    await until('every mail is there', () => mailsTo('u-1@').length >= accepted.length);
    await until('every secret is there', () => mailsTo('mei@').length >= MESSAGES);
    await until('the socket at the first has it all', () => shownAt('a').length >= accepted.length);
    await until('the socket at the second has the last', () => shownAt('b').includes(accepted.at(-1) ?? ''));
    expect([...new Set(shownAt('a'))].length).toBe(shownAt('a').length);
    expect(accepted.filter((id) => !shownAt('a').includes(id))).toStrictEqual([]);

    sockets.get('a')?.socket.terminate();
    const wasOnline = watcher.arrived().every(({ event }) => event !== 'user:offline');
    sockets.get('b')?.socket.terminate();
    expect(wasOnline).toBe(true);
    await until('the user has gone', () => watcher.arrived().some(({ event }) => event === 'user:offline'));

    // One Message-ID for each, however often it was sent: so the receiver can drop a double, and nothing was sent as another.
    expect([mailsTo('u-1@').length, mailsTo('mei@').length]).toStrictEqual([REQUESTS + 1, MESSAGES]);
  }, 120_000);

  it('breaks no rule', async () => {
    const { code, stdout, stderr } = await ledger({ ...env, DATA_DIR: directories.at(-1) ?? '' }, 'audit', 'check');
    expect([code, stdout, stderr]).toStrictEqual([0, expect.anything(), expect.anything()]);
  }, 60_000);
});
