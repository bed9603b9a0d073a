import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../adapters/embedded/journal/open-embedded-journal';
import { openEmbeddedViews } from '../../adapters/embedded/views/open-embedded-views';
import { openRedisViews } from '../../adapters/redis/views/open-redis-views';
import { systemIds as ids } from '../../adapters/system/ids';
import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import type { Views } from '../../domain/ports/views';
import { createWriter } from '../commands/create-writer';
import { createRebuilds, type Rebuilds } from '../rebuild/rebuilds';

const ledgerId = 'bench';
const logger: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const unending = new AbortController().signal;

export type BenchJournal = { readonly journal: Journal; readonly dataDir: string; readonly close: () => Promise<void> };

/** A ledger whose views are folded from the benchmark's journal. */
export type BenchLedger = {
  readonly journal: Journal;
  readonly views: Views;
  readonly rebuilds: Rebuilds;
  readonly ledgerId: string;
  readonly logger: Logger;
  readonly close: () => Promise<void>;
};

const orThrow = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw new Error('the ledger of the benchmark does not open', { cause: outcome.left });
  return outcome.right;
};

/** A journal in a folder of its own, which is removed when it is closed. */
export const openBenchJournal = async (folder: string, clock: Clock): Promise<BenchJournal> => {
  const dataDir = await mkdtemp(join(folder, 'views-bench-'));
  const { journal, close } = orThrow(await openEmbeddedJournal({ dataDir, clock })());
  return {
    journal,
    dataDir,
    close: async () => {
      await close();
      await rm(dataDir, { recursive: true });
    },
  };
};

/** Its views, in a Redis or beside the journal; nothing runs over them yet. */
export const openBenchLedger = async (
  { journal, dataDir }: BenchJournal,
  clock: Clock,
  redisUrl: string | undefined,
): Promise<BenchLedger> => {
  const { views, close } = orThrow(
    redisUrl === undefined
      ? await openEmbeddedViews({ file: join(dataDir, 'views.db'), ledgerId })()
      : await openRedisViews({ url: redisUrl, ledgerId, ids, logger })(),
  );
  const writer = createWriter(journal, ids.random(), { clock, tries: 1, signal: unending });
  const parts = { journal, views, ledgerId, logger };
  return { ...parts, rebuilds: createRebuilds({ ...parts, writer, clock, ids }), close };
};
