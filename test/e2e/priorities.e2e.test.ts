import type { Priority } from '../../src/domain/shared/codecs';
import { scriptedProvider } from '../support/delivering';
import { sized } from '../support/sized';
import { journalHomes } from '../support/journal-homes';
import { type PlatformLedger, startPlatformLedger } from '../support/platform-ledger';
import { createRabbitMq, type RabbitMq } from '../support/rabbitmq';
import { type Environment, removeDirectory, temporaryDirectory } from '../support/server-process';
import { until } from '../support/until';

const MOST_WAITING = sized(300, 10_000);
const IN_HAND = 16;
const WINDOW = 256;
const AT_ONCE = 50;
const patience = sized(120_000, 1_200_000);

let broker: RabbitMq;
beforeAll(async () => {
  broker = await createRabbitMq();
  await broker.start();
}, patience);
afterAll(async () => broker.remove(), patience);

/** Sends nothing before it is let go; notes in which order it was asked to. */
const gatedProvider = () => {
  let letGo: () => void = () => undefined;
  const open = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const scripted = scriptedProvider();
  const asked: Array<string> = [];
  const email: typeof scripted = {
    ...scripted,
    send: (message, key, signal) => async () => {
      asked.push(key);
      await open;
      return scripted.send(message, key, signal)();
    },
  };
  return { email, asked, letGo };
};

const outstandingOf = async (ledger: PlatformLedger, priority: string): Promise<number> => {
  const { body } = await (await ledger.as('root', 'admin')).call('GET', '/metrics');
  return Number(new RegExp(`outstanding_deliveries\\{priority="${priority}"\\} (\\d+)`).exec(String(body))?.[1] ?? 0);
};

const overRabbitMq = (): Environment => ({ AMQP_URL: broker.url });
const embedded = (): Environment => ({});
/** More than are in hand and one window, wherever it is, and sent by so many at once. */
const waitingBeside = (slower: number): number => Math.max(6 * AT_ONCE, MOST_WAITING / slower);

it.each(
  journalHomes.flatMap(([place, findHome, slower]) => [
    { way: 'over RabbitMQ', environment: overRabbitMq, place, findHome, waiting: waitingBeside(slower) },
    { way: 'in one process', environment: embedded, place, findHome, waiting: waitingBeside(slower) },
  ]),
)(
  'starts an urgent delivery before all others but those in hand and one window, $way, the journal $place',
  async ({ environment, findHome, waiting }) => {
    const home = await findHome();
    const dataDir = await temporaryDirectory();
    const { email, asked, letGo } = gatedProvider();
    const ledger = await startPlatformLedger(
      { ...home.env, DATA_DIR: dataDir, DELIVERY_CONCURRENCY: String(IN_HAND), ...environment() },
      { providers: { email: [email] } },
    );
    const admin = await ledger.as('root', 'admin');
    const post = async (priority: Priority): Promise<string> => {
      const content = { userId: 'u-1', type: 'note', title: 'A title', body: 'A body' };
      const { status, body } = await admin.call('POST', '/notifications', {
        ...content,
        channels: ['email'],
        priority,
      });
      expect(status).toBe(201);
      return (body as { readonly id: string }).id;
    };
    await admin.call('PUT', '/recipients/u-1', { email: 'u-1@example.test' });
    for (let sent = 0; sent < waiting; sent += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, async () => post('P3')));
    await until('all to wait', async () => (await outstandingOf(ledger, 'P3')) === waiting);
    await until('all hands to be full', () => asked.length === IN_HAND);
    const urgent = await post('P0');
    letGo();
    await until('everything to be sent', () => asked.length === waiting + 1, patience);
    expect(asked.indexOf(`${urgent}.email`) - IN_HAND).toBeLessThanOrEqual(IN_HAND + WINDOW);
    await ledger.stop();
    await home.end();
    await removeDirectory(dataDir);
  },
  patience,
);
