import { INVOICE, expectAllDelivered, invoice, invoices, publishAll } from '../support/invoices';
import { type JournalHome, journalHomesInFull } from '../support/journal-homes';
import { type MemoryUse, memoryUse } from '../support/memory-use';
import { type PlatformLedger, startPlatformLedger } from '../support/platform-ledger';
import { createRabbitMq, type RabbitMq } from '../support/rabbitmq';
import { ledger as command, removeDirectory, temporaryDirectory } from '../support/server-process';
import { until } from '../support/until';
import { sized } from '../support/sized';

const patience = sized(240_000, 1_200_000);
const WAVES = 4;
const WAVE = sized(150, 500);
/** Three events each, more than the journal keeps of the latest in memory (4,096): from then on that is full. */
const FILLING = 1_400;
/** Names and keys are remembered, up to a limit, and take some hundred bytes each. Whatever else was kept of a message is more. */
const BYTES_A_MESSAGE = 2_000;
/** What is not JavaScript's comes and goes in pages. */
const RESIDENT_BYTES = 64 * 1024 * 1024;

let broker: RabbitMq;
let dataDir: string;
let home: JournalHome;
let ledger: PlatformLedger;
beforeAll(async () => {
  broker = await createRabbitMq();
  await broker.start();
}, patience);
afterAll(async () => broker.remove(), patience);
afterEach(async () => {
  await ledger.stop();
  await home.end();
  await removeDirectory(dataDir);
}, patience);

const start = async (findHome: () => Promise<JournalHome>): Promise<void> => {
  dataDir = await temporaryDirectory();
  home = await findHome();
  ledger = await startPlatformLedger({ ...home.env, DATA_DIR: dataDir, AMQP_URL: broker.url });
};

const admin = async () => ledger.as('root', 'admin');
const exposition = async (): Promise<string> => String((await (await admin()).call('GET', '/metrics')).body);
const verdicts = async (verdict: string): Promise<number> => {
  const [, count = '0'] =
    new RegExp(`intake_messages_total\\{verdict="${verdict}"\\} (\\d+)`).exec(await exposition()) ?? [];
  return Number(count);
};

type Parked = { readonly body: string; readonly report: ReadonlyArray<{ readonly path: string }> };
type Page = { readonly total: number; readonly data: ReadonlyArray<Parked> };
const parkedPage = async (page: number, pageSize: number): Promise<Page> => {
  const at = `/ops/dead-letters?page=${String(page)}&pageSize=${String(pageSize)}`;
  return (await (await admin()).call('GET', at)).body as Page;
};
const parked = async (): Promise<ReadonlyArray<readonly [body: string, path: string]>> => {
  const all: Array<readonly [string, string]> = [];
  for (let page = 1; ; page += 1) {
    const { data } = await parkedPage(page, 100);
    if (data.length === 0) return all.sort();
    all.push(...data.map(({ body, report }) => [body, report[0]?.path ?? 'none'] as const));
  }
};

/** Ten ways to be wrong, and where the report finds each. */
const malformed: ReadonlyArray<readonly [path: string, body: (n: number) => string]> = [
  ['', (n) => `not JSON ${String(n)}`],
  ['', (n) => `{"payload": {"n": ${String(n)}`],
  ['', (n) => `[${String(n)}]`],
  ['/payload', (n) => JSON.stringify({ payload: n })],
  ['/payload/userId', (n) => invoice(n).replace(/"userId":"[^"]*"/, '"userId":{}')],
  ['/payload/amount', (n) => invoice(n).replace('"amount":1', '"amount":"much"')],
  ['/payload/dueDate', (n) => invoice(n).replace('"dueDate":"2026-03-01T07:00:00Z"', '"dueDate":"tomorrow"')],
  ['/payload/invoiceId', (n) => invoice(n).replace(/"invoiceId":"[^"]*",/, '')],
  ['/type', (n) => JSON.stringify({ ...(JSON.parse(invoice(n)) as object), type: 'device.error' })],
  ['', (n) => `${'['.repeat(40)}${String(n)}${']'.repeat(40)}`],
];

/** The n-th of all malformed messages, and where its fault is. */
const bad = Array.from({ length: WAVES * WAVE }, (_, n) => {
  const [path = '', body] = malformed[n % malformed.length] ?? [];
  return { eventType: INVOICE, body: body?.(1_000_000 + n) ?? '', path };
});
const good = invoices(FILLING + WAVES * WAVE);

const runWave = async (wave: number): Promise<MemoryUse> => {
  const [from, to] = [wave * WAVE, (wave + 1) * WAVE];
  const badOnes = bad.slice(from, to);
  await publishAll(
    broker.url,
    good.slice(FILLING + from, FILLING + to).flatMap((one, n) => [one, ...badOnes.slice(n, n + 1)]),
  );
  await until('all bad ones to be parked', async () => (await parkedPage(1, 1)).total >= to, patience);
  await expectAllDelivered(admin, FILLING + to, patience);
  return memoryUse(exposition);
};

it.each(journalHomesInFull)(
  'handles every good message among malformed ones, parks each of these once with what is wrong with it, and keeps nothing of either in memory, the journal %s',
  async (_, findHome) => {
    await start(findHome);
    await publishAll(broker.url, good.slice(0, FILLING));
    await expectAllDelivered(admin, FILLING, patience);
    const uses: Array<MemoryUse> = [];
    for (let wave = 0; wave < WAVES; wave += 1) uses.push(await runWave(wave));

    expect(await parked()).toStrictEqual(bad.map(({ body, path }) => [body, path]).sort());
    expect([await verdicts('parked'), await verdicts('retry')]).toStrictEqual([bad.length, 0]);
    const [first, last] = [uses[0]!, uses[WAVES - 1]!];
    expect(last.kept - first.kept).toBeLessThan((WAVES - 1) * 2 * WAVE * BYTES_A_MESSAGE);
    expect(last.resident - first.resident).toBeLessThan(RESIDENT_BYTES);

    await ledger.stop();
    const { code, stdout } = await command({ ...home.env, DATA_DIR: dataDir }, 'audit', 'check');
    expect({ code, stdout: code === 0 ? '' : stdout }).toStrictEqual({ code: 0, stdout: '' });
  },
  patience,
);
