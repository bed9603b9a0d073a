import { type BenchRow, median } from './bench-row';
import type { Content } from './bulk-list';
import type { WithMemory } from './bulk-scene';
import type { BulkRates } from './run-bulk';
import type { ToldBesideBare } from './told-beside-bare';
import type { ToldOverProtocol } from './told-over-protocol';
import type { Urgent } from './urgent-beside-bulk';

export type BulkRound = {
  /** Of a job queue, in jobs a second; undefined: it was left out. */
  readonly jobs: number | undefined;
  readonly shared: ToldBesideBare;
  readonly own: ToldBesideBare;
  readonly sockets: WithMemory<BulkRates>;
  readonly protocol: ToldOverProtocol;
};
export type BulkMeasured = {
  readonly rounds: ReadonlyArray<BulkRound>;
  readonly urgent: Urgent;
  /** How many were connected. */
  readonly sockets: number;
};

const JOBS_AIM = 2;
const BARE_AIM = 0.5;
const SOCKETS_AIM = 1;
const CLIENT_AIM = 0.7;
/** MB. */
const MEMORY_AIM = 300;

type Told = {
  readonly what: string;
  readonly rate: number;
  /** Undefined: it was left out, and the figure stands alone. */
  readonly baseline: NonNullable<BenchRow['baseline']> | undefined;
  readonly aim?: number;
};

const toldRow = ({ what, rate, baseline, aim }: Told): BenchRow => {
  const row = { what: `bulk, ${what}: from 202 until all are in the inbox`, rate, unit: 'recipients/s' };
  if (baseline === undefined) return row;
  return { ...row, baseline, ratio: rate / baseline.rate, ...(aim === undefined ? {} : { aim }) };
};

const uploadRow = (what: string, rate: number): BenchRow => ({
  ...{ what: `bulk, ${what}: list uploaded, until 202`, rate, unit: 'recipients/s' },
});

const medianOf = (rounds: ReadonlyArray<BulkRound>, rate: (round: BulkRound) => number): number =>
  median(rounds.map(rate));

const jobsOf = (rounds: ReadonlyArray<BulkRound>): Told['baseline'] => {
  const rates = rounds.flatMap(({ jobs }) => jobs ?? []);
  return rates.length === 0 ? undefined : { what: 'BullMQ: as many jobs without content', rate: median(rates) };
};

const words: Readonly<Record<Content, string>> = { shared: 'the same for all', own: "each one's own" };

/** The aims are those of content that all share. */
const besideBare = (rounds: ReadonlyArray<BulkRound>, content: Content): ReadonlyArray<BenchRow> => {
  const told = { what: words[content], rate: medianOf(rounds, (round) => round[content].told) };
  const bare = { what: 'the journal bare: the same events and chunks', rate: medianOf(rounds, (r) => r[content].bare) };
  const aimed = (aim: number): { readonly aim?: number } => (content === 'shared' ? { aim } : {});
  return [
    uploadRow(
      words[content],
      medianOf(rounds, (round) => round[content].accepted),
    ),
    toldRow({ ...told, baseline: jobsOf(rounds), ...aimed(JOBS_AIM) }),
    toldRow({ ...told, baseline: bare, ...aimed(BARE_AIM) }),
  ];
};

const toSockets = ({ rounds, sockets }: BulkMeasured): BenchRow =>
  toldRow({
    ...{ what: `${sockets} of them connected, and told live too`, rate: medianOf(rounds, (r) => r.sockets.told) },
    ...{ baseline: jobsOf(rounds), aim: SOCKETS_AIM },
  });

const overProtocol = (rounds: ReadonlyArray<BulkRound>): BenchRow =>
  toldRow({
    ...{ what: "over journal serve by EventStoreDB's client", rate: medianOf(rounds, (r) => r.protocol.told) },
    baseline: {
      what: 'that client bare: the same events and chunks',
      rate: medianOf(rounds, (r) => r.protocol.client),
    },
    aim: CLIENT_AIM,
  });

const urgentRows = ({ idle, busy }: Urgent): ReadonlyArray<BenchRow> => {
  const row = (when: string, rate: number): BenchRow => ({
    ...{ what: `bulk: P0 from POST to its row in the inbox, half of them, ${when}`, rate, unit: 'ms' },
  });
  const baseline = { what: 'nothing else under way', rate: idle };
  return [row(baseline.what, idle), { ...row('during a batch at P3', busy), baseline, ratio: busy / idle }];
};

/** Each server of a kind has a ledger of its own in each round. */
const memoryRows = ({ rounds, sockets, urgent }: BulkMeasured): ReadonlyArray<BenchRow> => {
  const row = (
    told: string,
    servers: ReadonlyArray<{ readonly memory: number | undefined }>,
  ): ReadonlyArray<BenchRow> => {
    const seen = servers.flatMap(({ memory }) => memory ?? []);
    if (seen.length === 0) return [];
    return [{ what: `bulk, ${told}: memory of the server`, rate: Math.max(...seen), unit: 'MB', below: MEMORY_AIM }];
  };
  const each = (told: string, of: (round: BulkRound) => WithMemory<unknown>): ReadonlyArray<BenchRow> =>
    row(told, rounds.map(of));
  return [
    ...each(words.shared, ({ shared }) => shared),
    ...each(words.own, ({ own }) => own),
    ...each(`${String(sockets)} connected`, (round) => round.sockets),
    ...each('over journal serve', ({ protocol }) => protocol),
    ...row('beside P0', [urgent]),
  ];
};

export const bulkRows = (measured: BulkMeasured): ReadonlyArray<BenchRow> => [
  ...besideBare(measured.rounds, 'shared'),
  ...besideBare(measured.rounds, 'own'),
  toSockets(measured),
  overProtocol(measured.rounds),
  ...urgentRows(measured.urgent),
  ...memoryRows(measured),
];
