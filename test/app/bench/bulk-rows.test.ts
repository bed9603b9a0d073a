import { bulkRows, type BulkMeasured, type BulkRound } from '../../../src/app/bench/bulk-rows';

const roundOf = (factor: number, memory: number | undefined, jobs: number | undefined): BulkRound => {
  const rates = { accepted: 100 * factor, told: 20 * factor, memory };
  return {
    jobs,
    ...{ shared: { ...rates, bare: 40 * factor }, own: { ...rates, bare: 80 * factor } },
    ...{ sockets: rates, protocol: { ...rates, client: 25 * factor } },
  };
};
const measured = (rounds: ReadonlyArray<BulkRound>, memory?: number): BulkMeasured => ({
  ...{ rounds, sockets: 5, urgent: { idle: 2, busy: 6, memory } },
});

describe('the rows of the benchmark of bulk', () => {
  it('are the medians of their rounds, each beside what it is compared with', () => {
    const rounds = [roundOf(3, 100, 9), roundOf(1, 290, 10), roundOf(2, 80, 11)];
    const rows = bulkRows(measured(rounds, 120));
    const told = { rate: 40, unit: 'recipients/s' };
    const jobs = { what: 'BullMQ: as many jobs without content', rate: 10 };
    const bare = (rate: number) => ({ what: 'the journal bare: the same events and chunks', rate });
    const upload = { rate: 200, unit: 'recipients/s' };
    const ms = (rate: number) => ({ rate, unit: 'ms' });
    const all = 'from 202 until all are in the inbox';
    const urgent = 'bulk: P0 from POST to its row in the inbox, half of them';
    const idle = 'nothing else under way';
    const client = 'that client bare: the same events and chunks';
    expect(rows).toStrictEqual([
      { what: 'bulk, the same for all: list uploaded, until 202', ...upload },
      { what: `bulk, the same for all: ${all}`, ...told, baseline: jobs, ratio: 4, aim: 2 },
      { what: `bulk, the same for all: ${all}`, ...told, baseline: bare(80), ratio: 0.5, aim: 0.5 },
      { what: "bulk, each one's own: list uploaded, until 202", ...upload },
      { what: `bulk, each one's own: ${all}`, ...told, baseline: jobs, ratio: 4 },
      { what: `bulk, each one's own: ${all}`, ...told, baseline: bare(160), ratio: 0.25 },
      { what: `bulk, 5 of them connected, and told live too: ${all}`, ...told, baseline: jobs, ratio: 4, aim: 1 },
      {
        ...{ what: `bulk, over journal serve by EventStoreDB's client: ${all}`, ...told },
        ...{ baseline: { what: client, rate: 50 }, ratio: 0.8, aim: 0.7 },
      },
      { what: `${urgent}, ${idle}`, ...ms(2) },
      { what: `${urgent}, during a batch at P3`, ...ms(6), baseline: { what: idle, rate: 2 }, ratio: 3 },
      ...['the same for all', "each one's own", '5 connected', 'over journal serve'].map((of) => ({
        ...{ what: `bulk, ${of}: memory of the server`, rate: 290, unit: 'MB', below: 300 },
      })),
      { what: 'bulk, beside P0: memory of the server', rate: 120, unit: 'MB', below: 300 },
    ]);
  });

  it('stand alone where there is no job queue, and say nothing of memory that the system does not show', () => {
    const rows = bulkRows(measured([roundOf(1, undefined, undefined)]));
    expect(rows.flatMap(({ baseline }) => baseline?.what ?? [])).not.toContainEqual(expect.stringContaining('BullMQ'));
    expect(rows.map(({ unit }) => unit)).not.toContain('MB');
    expect(rows).toContainEqual({
      ...{ what: 'bulk, the same for all: from 202 until all are in the inbox', rate: 20, unit: 'recipients/s' },
    });
  });
});
