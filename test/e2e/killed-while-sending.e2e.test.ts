import { type Api, apiOf, SECRET, serviceToken, userToken } from '../support/api';
import { sized } from '../support/sized';
import { type JournalHome, journalHomes } from '../support/journal-homes';
import { type MailServer, startMailServer } from '../support/mail-server';
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

const MOST_NOTIFICATIONS = sized(320, 1_000);
const CONNECTIONS = 50;
const MOST_KILLS = sized(4, 10);
const USERS = 20;

type Item = {
  readonly id: string;
  readonly title: string;
  readonly channels: ReadonlyArray<{ readonly channel: string; readonly status: string }>;
};

const user = (n: number): string => `u-${String(n % USERS)}`;

/** A server that somebody keeps killing: each kill comes after so many answers, and callers wait for its return. */
const undyingServer = async (
  env: Environment & { readonly PORT: string },
  { notifications, most }: { readonly notifications: number; readonly most: number },
) => {
  let server: Promise<ServerProcess> = startServer(env);
  await server;
  let answers = 0;
  let kills = 0;
  const killAndRestart = async (running: ServerProcess): Promise<ServerProcess> => {
    await running.end('SIGKILL');
    return startServer(env);
  };
  return {
    current: async () => server,
    kills: () => kills,
    answered: () => {
      answers += 1;
      if (kills < most && answers >= ((kills + 1) * notifications) / (most + 1)) {
        kills += 1;
        server = server.then(killAndRestart);
      }
    },
  };
};

describe.each(journalHomes)(
  'a server that is killed again and again while notifications come in, its journal %s',
  (_, findHome, slower) => {
    const notifications = MOST_NOTIFICATIONS / slower;
    const most = Math.ceil(MOST_KILLS / Math.min(slower, 2));
    let home: JournalHome;
    let dataDir: string;
    let mail: MailServer;
    let env: Environment & { readonly PORT: string };
    let server: ServerProcess;
    const accepted = new Map<number, string>();
    /** Where the newest answered one stands: a read that asks for less may rightly miss it. */
    let newest = 0n;
    let service: Api;

    beforeAll(async () => {
      dataDir = await temporaryDirectory();
      mail = await startMailServer();
      home = await findHome();
      env = {
        ...home.env,
        DATA_DIR: dataDir,
        PORT: String(await freePort()),
        SMTP_URL: mail.url,
        RETRY_DELAYS: '1s,1s,1s',
        JWT_SECRET: SECRET,
        LOG_LEVEL: 'warn',
      };
      const undying = await undyingServer(env, { notifications, most });
      service = apiOf((await undying.current()).url, await serviceToken('billing'));
      const admin = apiOf((await undying.current()).url, await userToken('root', 'admin'));
      for (let n = 0; n < USERS; n += 1)
        expect((await admin.call('PUT', `/recipients/${user(n)}`, { email: `${user(n)}@example.test` })).status).toBe(
          200,
        );

      /** Every second one carries an idempotency key; without one, only an answered request counts. */
      const send = async (n: number): Promise<void> => {
        const body = {
          userId: user(n),
          type: 'note',
          title: `number ${String(n)}`,
          body: 'text',
          channels: ['websocket', 'email'],
        };
        const key: Environment = n % 2 === 0 ? { 'idempotency-key': `key-${String(n)}` } : {};
        for (;;) {
          await undying.current();
          const answer = await service.call('POST', '/notifications', body, key).catch(() => undefined);
          if (answer === undefined || answer.status === 503) continue;
          expect(answer.status).toBe(201);
          accepted.set(n, (answer.body as { id: string }).id);
          const position = BigInt(answer.headers.get('ledger-position') ?? 'none');
          if (position > newest) newest = position;
          undying.answered();
          return;
        }
      };
      let next = 0;
      const connection = async (): Promise<void> => {
        while (next < notifications) {
          const n = next;
          next += 1;
          await send(n);
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, connection));
      server = await undying.current();
      expect(undying.kills()).toBe(most);
    }, 300_000);

    afterAll(async () => {
      await server.end('SIGKILL');
      await mail.close();
      await home.end();
      await removeDirectory(dataDir);
    });

    const inboxOf = async (userId: string): Promise<ReadonlyArray<Item>> => {
      const own = apiOf(server.url, await userToken(userId));
      const items: Array<Item> = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const path = `/notifications?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`;
        const page = await own.call('GET', path, undefined, { 'ledger-position': String(newest) });
        expect(page.status).toBe(200);
        const { data, nextCursor } = page.body as { data: ReadonlyArray<Item>; nextCursor: string | null };
        items.push(...data);
        cursor = nextCursor;
      }
      return items;
    };
    const allItems = async (): Promise<ReadonlyArray<Item>> =>
      (await Promise.all(Array.from({ length: USERS }, async (_, n) => inboxOf(user(n))))).flat();
    const delivered = (item: Item): boolean => item.channels.every(({ status }) => status === 'succeeded');

    it('shows every answered one in its inbox exactly once, and each keyed one once', async () => {
      const items = await allItems();
      const times = new Map<string, number>();
      for (const { id } of items) times.set(id, (times.get(id) ?? 0) + 1);
      expect([...accepted.values()].filter((id) => times.get(id) !== 1)).toStrictEqual([]);
      const keyed = items.filter(({ title }) => Number(title.slice('number '.length)) % 2 === 0);
      expect(keyed).toHaveLength(notifications / 2);
    });

    it('mails every one at least once, each under one Message-ID of its own', async () => {
      await until('every e-mail to be recorded as sent', async () => (await allItems()).every(delivered), 120_000);
      const idsByTitle = new Map<string, Set<string>>();
      for (const { subject, messageId } of mail.mails())
        idsByTitle.set(subject ?? '', (idsByTitle.get(subject ?? '') ?? new Set()).add(messageId ?? ''));
      for (let n = 0; n < notifications; n += 2) expect(idsByTitle.get(`number ${String(n)}`)?.size).toBe(1);
      const messageIds = new Set(mail.mails().map(({ messageId }) => messageId));
      expect(
        [...accepted.values()].filter((id) => ![...messageIds].some((messageId) => messageId?.includes(id))),
      ).toStrictEqual([]);
    }, 150_000);

    it('keeps every invariant', async () => {
      const { code, stdout } = await ledger(env, 'audit', 'check', '--json');
      expect({ code, stdout }).toMatchObject({ code: 0 });
    });
  },
);
