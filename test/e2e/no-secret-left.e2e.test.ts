import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Api, apiOf, SECRET, serviceToken, userToken } from '../support/api';
import { type JournalHome, journalHomes } from '../support/journal-homes';
import { type MailServer, startMailServer } from '../support/mail-server';
import {
  type Environment,
  freePort,
  removeDirectory,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../support/server-process';
import { until } from '../support/until';

const marker = (name: string): string => `marker${name}q7x`;
const SECRETS = [marker('token'), marker('code')];
const PERSONAL = ['title', 'body', 'datum', 'username', 'mailbox', 'address', 'key'].map(marker);
const PHONE = '+8613800138000';

/** Every file of the directories, journals and write-ahead logs included, that holds one of the words. */
const filesHolding = async (
  directories: ReadonlyArray<string>,
  words: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> => {
  const listed = directories.map(async (path) => readdir(path, { recursive: true, withFileTypes: true }));
  const files = (await Promise.all(listed)).flat();
  const found: Array<string> = [];
  for (const file of files.filter((entry) => entry.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name));
    for (const word of words)
      if (bytes.includes(word) || bytes.includes(Buffer.from(word, 'utf16le'))) found.push(`${file.name}: ${word}`);
  }
  return found;
};

const mailGoesTo = ['an SMTP server', 'the embedded outbox'] as const;

/** Where the journal is changes nothing of what the embedded outbox keeps: it is looked at once. */
const settings = journalHomes.flatMap(([place, findHome], at) =>
  mailGoesTo.slice(0, at === 0 ? 2 : 1).map((where) => ({ where, place, findHome })),
);

describe.each(settings)(
  'personal data and secrets, with mail going to $where and the journal $place',
  ({ where, findHome }) => {
    let home: JournalHome;
    let dataDir: string;
    let directories: ReadonlyArray<string>;
    let mail: MailServer;
    let server: ServerProcess;
    let service: Api;
    let metrics: string;

    const statusOf = async (id: string): Promise<string> =>
      ((await adminApi.call('GET', `/notifications/${id}`)).body as { status: string }).status;
    let adminApi: Api;

    beforeAll(async () => {
      dataDir = await temporaryDirectory();
      mail = await startMailServer();
      home = await findHome();
      directories = [dataDir, ...(home.dataDir === undefined ? [] : [home.dataDir])];
      const smtp: Environment = where === 'an SMTP server' ? { SMTP_URL: mail.url } : {};
      const env = {
        ...home.env,
        DATA_DIR: dataDir,
        PORT: String(await freePort()),
        JWT_SECRET: SECRET,
        LOG_LEVEL: 'debug',
        ...smtp,
      };
      server = await startServer(env);
      service = apiOf(server.url, await serviceToken('user'));
      adminApi = apiOf(server.url, await userToken('root', 'admin'));
      const contacts = {
        email: `${marker('mailbox')}@example.test`,
        phone: PHONE,
        username: marker('username'),
        locale: 'en-US',
      };
      expect((await adminApi.call('PUT', '/recipients/u-1', contacts)).status).toBe(200);

      const ids: Array<string> = [];
      const send = async (body: unknown): Promise<void> => {
        const answer = await service.call('POST', '/notifications', body, {
          'idempotency-key': marker('key') + String(ids.length),
        });
        expect(answer.status).toBe(201);
        ids.push((answer.body as { id: string }).id);
      };
      const channels = ['websocket', 'email', 'sms', 'push'];
      for (let n = 0; n < 20; n += 1) {
        await send({
          userId: 'u-1',
          type: 'note',
          title: marker('title'),
          body: marker('body'),
          data: { note: marker('datum') },
          channels,
        });
        await send({
          userId: 'u-1',
          templateCode: 'user.password_reset',
          data: {
            userId: 'u-1',
            username: marker('username'),
            resetToken: marker('token'),
            resetCode: marker('code'),
            expiresAt: '2999-01-01T00:00:00Z',
          },
        });
      }
      for (const bad of [
        { title: marker('title') },
        { userId: 'u-1', templateCode: marker('title'), data: { resetToken: marker('token') } },
      ])
        expect((await service.call('POST', '/notifications', bad)).status).toBeLessThan(500);
      await service.call('GET', `/notifications/${marker('address')}?type=${marker('title')}`);
      for (const id of ids) await until(`the end of ${id}`, async () => !['requested'].includes(await statusOf(id)));
      await until(
        'the one-time keys to be destroyed',
        async () => (await filesHolding(directories, SECRETS)).length === 0,
      );
      metrics = await (await fetch(`${server.url}/metrics`)).text();
    }, 120_000);

    afterAll(async () => {
      await server.end('SIGTERM');
      await mail.close();
      await home.end();
      await removeDirectory(dataDir);
    });

    it('reached whom they were meant for', async () => {
      if (where === 'an SMTP server') {
        expect(mail.mails().some(({ text, html }) => `${text ?? ''}${String(html)}`.includes(marker('token')))).toBe(
          true,
        );
      } else {
        const operator = await adminApi.call('GET', '/ops/outbox?channel=email&limit=100');
        expect(JSON.stringify(operator.body)).toContain(marker('body'));
      }
    });

    it('stand in no file of the data directory', async () => {
      expect(await filesHolding(directories, [...SECRETS, ...PERSONAL, PHONE])).toStrictEqual([]);
    });

    it('stand in no log line and no metric', () => {
      const told = `${server.output()}${metrics}`;
      expect([...SECRETS, ...PERSONAL, PHONE].filter((word) => told.includes(word))).toStrictEqual([]);
    });

    it('leave no secret in what the recipient or an auditor is shown', async () => {
      const inbox = await service.call('GET', '/notifications/user/u-1?limit=100');
      expect(inbox.status).toBe(200);
      expect(SECRETS.filter((word) => JSON.stringify(inbox.body).includes(word))).toStrictEqual([]);
    });
  },
);
