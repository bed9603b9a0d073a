import { readdir } from 'node:fs/promises';
import { redisForTests } from '../support/redis';
import { ledger, removeDirectory, temporaryDirectory } from '../support/server-process';

type Row = {
  readonly what: string;
  readonly rate: number;
  readonly baseline?: { readonly what: string; readonly rate: number };
  readonly ratio?: number;
};

const jobs = 'node -r ./scripts/typescript.cjs scripts/bench/noop-jobs.ts';
const bullMq = 'BullMQ: as many jobs without content';
const bare = 'the journal bare: the same events and chunks';
const client = 'that client bare: the same events and chunks';

describe('the benchmark of bulk, with few recipients', () => {
  const redis = redisForTests();
  let folder: string;
  let rows: ReadonlyArray<Row>;

  beforeAll(async () => {
    folder = await temporaryDirectory();
    const small = ['--only', 'bulk', '--recipients', '400', '--sockets', '20', '--rounds', '1', '--json'];
    const besides = ['--redis', redis().url, '--jobs', jobs];
    const { stdout, stderr } = await ledger({}, 'bench', ...small, ...besides, '--folder', folder);
    expect(stderr).toBe('');
    rows = JSON.parse(stdout) as ReadonlyArray<Row>;
  }, 180_000);
  afterAll(async () => removeDirectory(folder));

  it('shows each rate beside what it is compared with', () => {
    const told = (to: string): string => `bulk, ${to}: from 202 until all are in the inbox`;
    const besideBoth = (to: string): ReadonlyArray<readonly [string, string?]> => [
      [`bulk, ${to}: list uploaded, until 202`],
      [told(to), bullMq],
      [told(to), bare],
    ];
    const urgent = 'P0 from POST to its row in the inbox, half of them';
    expect(rows.map(({ what, baseline }) => (baseline === undefined ? [what] : [what, baseline.what]))).toStrictEqual([
      ...besideBoth('the same for all'),
      ...besideBoth("each one's own"),
      [told('20 of them connected, and told live too'), bullMq],
      [told("over journal serve by EventStoreDB's client"), client],
      [`bulk: ${urgent}, nothing else under way`],
      [`bulk: ${urgent}, during a batch at P3`, 'nothing else under way'],
      ['bulk, the same for all: memory of the server'],
      ["bulk, each one's own: memory of the server"],
      [expect.stringMatching(/^bulk, \d+ connected: memory of the server$/)],
      ['bulk, over journal serve: memory of the server'],
      ['bulk, beside P0: memory of the server'],
    ]);
  });

  it('measured something everywhere, and each ratio is that of its rates', () => {
    for (const { rate, baseline, ratio } of rows) {
      expect(rate).toBeGreaterThan(0);
      expect(ratio).toBe(baseline === undefined ? undefined : rate / baseline.rate);
    }
  });

  it('leaves nothing behind, on the disk or in the Redis', async () => {
    expect(await readdir(folder)).toStrictEqual([]);
    expect(await redis().client().dbsize()).toBe(0);
  });
});
