import { type Api, apiOf, SECRET, userToken } from '../support/api';
import { expectAllDelivered, invoices, publishAll } from '../support/invoices';
import { type JournalHome, journalHomesInFull } from '../support/journal-homes';
import { type MailServer, startMailServer } from '../support/mail-server';
import { createRabbitMq, type RabbitMq } from '../support/rabbitmq';
import {
  type Environment,
  freePort,
  ledger as command,
  removeDirectory,
  type ServerProcess,
  startServer,
  temporaryDirectory,
} from '../support/server-process';
import { until } from '../support/until';
import { sized } from '../support/sized';

const COUNT = sized(400, 5_000);
const KILLS = sized(3, 10);
const patience = sized(180_000, 1_200_000);

let broker: RabbitMq;
let home: JournalHome;
let mail: MailServer;
let dataDir: string;
let env: Environment & { readonly PORT: string };
let server: ServerProcess;
beforeAll(async () => {
  broker = await createRabbitMq();
  await broker.start();
}, patience);
afterAll(async () => broker.remove(), patience);
afterEach(async () => {
  await mail.close();
  await home.end();
  await removeDirectory(dataDir);
}, patience);

const start = async (findHome: () => Promise<JournalHome>): Promise<void> => {
  mail = await startMailServer();
  home = await findHome();
  dataDir = await temporaryDirectory();
  env = {
    ...home.env,
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
    AMQP_URL: broker.url,
    SMTP_URL: mail.url,
    RETRY_DELAYS: '1s,1s,1s',
    JWT_SECRET: SECRET,
    LOG_LEVEL: 'warn',
  };
  server = await startServer(env);
};
const admin = async (): Promise<Api> => apiOf(server.url, await userToken('root', 'admin'));
const head = async (): Promise<number> => {
  const { body } = await (await admin()).call('GET', '/metrics');
  return Number(/^ledger_journal_head (\d+)$/m.exec(String(body))?.[1] ?? 0);
};

it.each(journalHomesInFull)(
  'takes in and delivers every event, whenever it is killed, and sends no two mails under two names, the journal %s',
  async (_, findHome) => {
    await start(findHome);
    const published = publishAll(broker.url, invoices(COUNT));
    const first = await head();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const enough = first + (kill * COUNT) / (KILLS + 1);
      await until('more events to be stored', async () => (await head()) >= enough, patience);
      await server.end('SIGKILL');
      server = await startServer(env);
    }
    await published;
    await expectAllDelivered(admin, COUNT, patience);
    const { body } = await (await admin()).call('GET', '/metrics');
    expect(String(body)).not.toMatch(/intake_messages_total\{verdict="parked"\} [1-9]/);
    const messageIds = new Set(mail.mails().map(({ messageId }) => messageId));
    expect(messageIds.size).toBe(COUNT);
    expect(await server.end('SIGTERM')).toBe(0);
    const { code, stdout } = await command({ ...home.env, DATA_DIR: dataDir }, 'audit', 'check');
    expect({ code, stdout: code === 0 ? '' : stdout }).toStrictEqual({ code: 0, stdout: '' });
  },
  patience,
);
