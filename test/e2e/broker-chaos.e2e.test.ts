import { platformNames } from '../../src/adapters/rabbitmq/names';
import { createCommitFaults, setCommitFault } from '../../src/adapters/embedded/journal/commit-faults';
import type { Overrides } from '../../src/app/compose/start-ledger';
import { scriptedProvider } from '../support/delivering';
import { expectAllDelivered, invoices, publishAll } from '../support/invoices';
import { type JournalHome, journalHomesInFull } from '../support/journal-homes';
import { type PlatformLedger, startPlatformLedger } from '../support/platform-ledger';
import { openPlatformSide } from '../support/platform-side';
import { createRabbitMq, type RabbitMq } from '../support/rabbitmq';
import { ledger as command, removeDirectory, temporaryDirectory } from '../support/server-process';
import { until } from '../support/until';
import { sized } from '../support/sized';

type Home = (typeof journalHomesInFull)[number];

const patience = sized(180_000, 1_200_000);
const TIERS_MILLIS = 600;

let broker: RabbitMq;
let home: JournalHome;
let dataDir: string;
let ledger: PlatformLedger;
beforeAll(async () => {
  broker = await createRabbitMq();
  await broker.start();
}, patience);
afterAll(async () => broker.remove(), patience);
afterEach(async () => {
  await ledger.stop();
  const { code, stdout, stderr } = await command({ ...home.env, DATA_DIR: dataDir }, 'audit', 'check');
  expect({ code, stdout: code === 0 ? '' : stdout, stderr: code === 0 ? '' : stderr }).toStrictEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
  await home.end();
  await removeDirectory(dataDir);
}, patience);

const start = async (where: Home, overrides: Overrides = {}): Promise<void> => {
  dataDir = await temporaryDirectory();
  home = await where[1]();
  ledger = await startPlatformLedger({ ...home.env, DATA_DIR: dataDir, AMQP_URL: broker.url }, overrides);
};
const admin = async () => ledger.as('root', 'admin');
const verdicts = async (verdict: string): Promise<number> => {
  const { body } = await (await admin()).call('GET', '/metrics');
  const [, count = '0'] = new RegExp(`intake_messages_total\\{verdict="${verdict}"\\} (\\d+)`).exec(String(body)) ?? [];
  return Number(count);
};
const parkedCount = async (): Promise<number> => {
  const { body } = await (await admin()).call('GET', '/ops/dead-letters?page=1&pageSize=1');
  return (body as { readonly total: number }).total;
};

it.each(journalHomesInFull)(
  'loses and doubles nothing when the broker is stopped and started while events come in, the journal %s',
  async (...where) => {
    const count = sized(600, 5_000);
    await start(where);
    let restarts = Promise.resolve();
    let isRestarted = false;
    await publishAll(broker.url, invoices(count), (confirmed) => {
      if (isRestarted || confirmed < count / 3) return;
      isRestarted = true;
      restarts = broker.stop().then(broker.start);
    });
    await restarts;
    await expectAllDelivered(admin, count, patience);
    expect(await parkedCount()).toBe(0);
  },
  patience,
);

it.each(journalHomesInFull)(
  'delivers everything when the broker loses its data with deliveries in its queues, the journal %s',
  async (...where) => {
    const count = sized(200, 2_000);
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const scripted = scriptedProvider();
    const email: typeof scripted = {
      ...scripted,
      send: (message, key, signal) => async () => opened.then(async () => scripted.send(message, key, signal)()),
    };
    await start(where, { providers: { email: [email] } });
    await publishAll(broker.url, invoices(count));
    const platform = await openPlatformSide(broker.url, platformNames);
    platform.leave();
    const queue = `${platformNames.service}.deliver.email`;
    await until('deliveries in the queue', async () => (await platform.channel.checkQueue(queue)).messageCount > 100);
    await until('all events to be taken in', async () => (await verdicts('stored')) >= count);
    await broker.stop('SIGKILL');
    await broker.wipe();
    await broker.start();
    open();
    await expectAllDelivered(admin, count, patience);
    expect(await parkedCount()).toBe(0);
  },
  patience,
);

/** The fault is at the file access of the ledger's own journal; EventStoreDB away is what `journal-away` shows. */
it.each(journalHomesInFull.slice(0, 1))(
  'parks nothing while the journal takes nothing for longer than all delay tiers together, the journal %s',
  async (...where) => {
    const count = sized(300, 5_000);
    const commitFaults = createCommitFaults();
    await start(where, { commitFaults });
    setCommitFault(commitFaults, 'diskFull');
    const since = Date.now();
    await publishAll(broker.url, invoices(count));
    await until(
      'messages held for longer than all tiers',
      async () => Date.now() - since > 5 * TIERS_MILLIS && (await verdicts('hold')) > 1,
    );
    setCommitFault(commitFaults, 'none');
    await expectAllDelivered(admin, count, patience);
    expect([await verdicts('retry'), await verdicts('parked'), await parkedCount()]).toStrictEqual([0, 0, 0]);
  },
  patience,
);
