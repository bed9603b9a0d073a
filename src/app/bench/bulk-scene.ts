import type { Clock } from '../../domain/ports/clock';
import { type BenchServer, startBenchServer } from './bench-server';
import { bulkList, type Content } from './bulk-list';
import { runBulk } from './run-bulk';

export type BulkScene = {
  /** Where the data are made, and removed after the run: on the disk that is to be measured. */
  readonly folder: string;
  readonly clock: Clock;
  readonly recipients: number;
};

type Server = { readonly content: Content; readonly settings?: Readonly<Record<string, string>> };

/** MB; undefined where the system does not say so. */
export type WithMemory<A> = A & { readonly memory: number | undefined };

const WARM_UP = 1_000;

/** Recipients of a batch before what is measured, others, which compiles what a chunk runs through. */
export const warmUpOf = ({ recipients }: BulkScene): number => Math.min(WARM_UP, recipients);

/** What was done on a server with a ledger of its own, warmed up, and the most that it had in memory. */
export const onWarmServer = async <A>(
  scene: BulkScene,
  { content, settings }: Server,
  work: (server: BenchServer) => Promise<A>,
): Promise<WithMemory<A>> => {
  const { folder, clock } = scene;
  const server = await startBenchServer(folder, clock, settings);
  try {
    await runBulk(server, bulkList(content, warmUpOf(scene), 'w'), clock);
    const done = await work(server);
    return { ...done, memory: server.peakMemory() };
  } finally {
    await server.stop();
  }
};
