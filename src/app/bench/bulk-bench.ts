import type { BenchRow } from './bench-row';
import { bulkRows, type BulkRound } from './bulk-rows';
import type { BulkScene } from './bulk-scene';
import { noopJobRate } from './noop-jobs';
import { toldBesideBare } from './told-beside-bare';
import { toldOverProtocol } from './told-over-protocol';
import { toldToSockets } from './told-to-sockets';
import { urgentBesideBulk } from './urgent-beside-bulk';

export type BulkBenchOptions = BulkScene & {
  readonly rounds: number;
  /** How many of the recipients are connected where sockets take part; all of them, where they are fewer. */
  readonly sockets: number;
  /** What does as many jobs without content (noop-jobs.ts); undefined: that comparison is left out. */
  readonly jobs: { readonly command: string; readonly redisUrl: string } | undefined;
};

const takeRound = async (scene: BulkBenchOptions, sockets: number): Promise<BulkRound> => ({
  jobs:
    scene.jobs === undefined ? undefined : await noopJobRate(scene.jobs.command, scene.jobs.redisUrl, scene.recipients),
  shared: await toldBesideBare(scene, 'shared'),
  own: await toldBesideBare(scene, 'own'),
  sockets: await toldToSockets(scene, sockets),
  protocol: await toldOverProtocol(scene),
});

/**
 * Many recipients of one request, in-app, each batch on a server and a ledger of its own: how fast a list is taken in, and
 * from the 202 on how fast all of it is in the inbox, every event durable. Beside as many jobs without content through a
 * queue that keeps nothing durably, and beside the very events of the batch appended to a bare journal in the same chunks;
 * in turns, the medians of the rounds. Then what an urgent notification waits meanwhile, once.
 */
export const benchBulk = async (options: BulkBenchOptions): Promise<ReadonlyArray<BenchRow>> => {
  const sockets = Math.min(options.sockets, options.recipients);
  const rounds: Array<BulkRound> = [];
  for (let n = 0; n < options.rounds; n += 1) rounds.push(await takeRound(options, sockets));
  return bulkRows({ rounds, sockets, urgent: await urgentBesideBulk(options) });
};
