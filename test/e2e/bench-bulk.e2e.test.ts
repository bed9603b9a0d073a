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

describe('the benchmark of bulk, with few recipients', () => {
  const redis = redisForTests();
  let folder: string;
  let rows: ReadonlyArray<Row>;

  beforeAll(async () => {
    folder = await temporaryDirectory();
    const small = ['--only', 'bulk', '--recipients', '200', '--rounds', '1', '--json'];
    const besides = ['--redis', redis().url, '--jobs', jobs];
    const { stdout, stderr } = await ledger({}, 'bench', ...small, ...besides, '--folder', folder);
    expect(stderr).toBe('');
    rows = JSON.parse(stdout) as ReadonlyArray<Row>;
  }, 180_000);
  afterAll(async () => removeDirectory(folder));

  it('shows the rates of shared content and of content of one’s own, beside a job queue and the bare journal', () => {
    const told = (whose: string): ReadonlyArray<readonly [string, string?]> => [
      [`bulk, ${whose}: list uploaded, until 202`],
      [`bulk, ${whose}: from 202 until all are in the inbox`, bullMq],
      [`bulk, ${whose}: from 202 until all are in the inbox`, bare],
    ];
    expect(rows.map(({ what, baseline }) => (baseline === undefined ? [what] : [what, baseline.what]))).toStrictEqual([
      ...told('the same for all'),
      ...told("each one's own"),
      ['bulk: memory of the server, at most'],
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
