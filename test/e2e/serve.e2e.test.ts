import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Api, apiOf, SECRET, userToken } from '../support/api';
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
import { type Frame, openSocket } from '../support/socket-client';
import { until } from '../support/until';

describe.each(journalHomes)('the server as a process, its journal %s', (_, findHome) => {
  let home: JournalHome;
  let dataDir: string;
  let mail: MailServer;
  let env: Environment & { readonly PORT: string };
  let server: ServerProcess;

  beforeAll(async () => {
    dataDir = await temporaryDirectory();
    mail = await startMailServer();
    home = await findHome();
    env = {
      ...home.env,
      DATA_DIR: dataDir,
      PORT: String(await freePort()),
      SMTP_URL: mail.url,
      RETRY_DELAYS: '200ms,200ms',
      JWT_SECRET: SECRET,
    };
    server = await startServer(env);
  }, 60_000);
  afterAll(async () => {
    await server.end('SIGKILL');
    await mail.close();
    await home.end();
    await removeDirectory(dataDir);
  });

  /** With the token that the server leaves for the command line beside it. */
  const api = async (): Promise<Api> => {
    const { token } = JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8')) as { readonly token: string };
    return apiOf(server.url, token);
  };
  const send = async (title: string): Promise<string> => {
    const body = { userId: 'u-1', type: 'note', title, body: 'text', channels: ['websocket', 'email'] };
    const { status, body: answer } = await (await api()).call('POST', '/notifications', body);
    expect(status).toBe(201);
    return (answer as { readonly id: string }).id;
  };
  const completed = async (id: string): Promise<void> =>
    until(`the end of ${id}`, async () => {
      const { body } = await (await api()).call('GET', `/notifications/${id}`);
      return (body as { readonly status: string }).status === 'completed';
    });
  const mailed = (title: string) => mail.mails().filter(({ subject }) => subject === title);

  it('brings a request to the inbox and to a mail server', async () => {
    const contacts = { email: 'u-1@example.test' };
    expect((await (await api()).call('PUT', '/recipients/u-1', contacts)).status).toBe(200);
    const id = await send('first');
    await completed(id);
    expect(mailed('first')).toMatchObject([
      { messageId: expect.stringContaining(id), text: expect.stringContaining('text') },
    ]);
    const inbox = await (await api()).call('GET', '/notifications/user/u-1');
    expect(inbox.body).toMatchObject({ data: [{ id, title: 'first' }] });
  });

  it('tells the sockets of who is concerned', async () => {
    const client = openSocket(server.url, { header: await userToken('u-1') });
    const ofKind = async (event: string): Promise<Frame> => {
      for (;;) {
        const frame = await client.next();
        if (frame.event === event) return frame;
      }
    };
    await ofKind('welcome');
    const id = await send('to the sockets');
    expect((await ofKind('notification')).data).toMatchObject({ id, title: 'to the sockets' });
    client.socket.close();
    await client.closed;
    await completed(id);
  });

  it('goes on with what it had accepted, after it was killed', async () => {
    const ids = await Promise.all(['second', 'third', 'fourth'].map(send));
    await server.end('SIGKILL');
    server = await startServer(env);
    for (const id of ids) await completed(id);
    for (const title of ['second', 'third', 'fourth'])
      expect(new Set(mailed(title).map(({ messageId }) => messageId)).size).toBe(1);
  }, 60_000);

  it('is one on its data', async () => {
    const other = await ledger({ ...env, PORT: String(await freePort()) }, 'serve');
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining(dataDir) });
  });

  it('ends with 0 within ten seconds of a SIGTERM', async () => {
    expect(await server.end('SIGTERM')).toBe(0);
  }, 10_000);
});

it('refuses a configuration that can not be, naming every fault, with 2', async () => {
  const refused = await ledger({ PORT: 'eighty', LOG_LEVEL: 'loud', EVENTSTORE_URL: 'http://store' }, 'serve');
  expect(refused.code).toBe(2);
  for (const variable of ['PORT', 'LOG_LEVEL', 'EVENTSTORE_URL']) expect(refused.stderr).toContain(variable);
});
