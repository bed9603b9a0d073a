import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import { CHUNKS_IN_HAND } from '../compose/batch-side';
import { chunksOfLedger, type StoredChunk } from './chunks-of-ledger';
import { openBenchJournal } from './open-bench-ledger';
import { replayRate } from './replay-chunks';

export type BareBulk = {
  readonly folder: string;
  readonly clock: Clock;
  /** Of the ledger whose chunks are stored once more. */
  readonly dataDir: string;
  /** Recipients of its first batches, which are not measured. */
  readonly warmUp: number;
};

const IN_A_CHUNK = 100;

const appendTo =
  (journal: Journal) =>
  async ({ stream, events }: StoredChunk): Promise<void> => {
    const appended = await journal.append(stream, 'no-stream', events)();
    if (E.isLeft(appended)) throw new Error('an append of the benchmark failed', { cause: appended.left });
  };

/** Recipients a second of the embedded journal alone, with the events of a ledger's batches, as many chunks at once as a worker has. */
export const bareBulkRate = async ({ folder, clock, dataDir, warmUp }: BareBulk): Promise<number> => {
  const { journal, close } = await openBenchJournal(folder, clock);
  try {
    return await replayRate({
      chunks: chunksOfLedger(dataDir, clock),
      append: appendTo(journal),
      inFlight: CHUNKS_IN_HAND,
      warmUp: Math.ceil(warmUp / IN_A_CHUNK),
    });
  } finally {
    await close();
  }
};
