import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../adapters/embedded/journal/open-embedded-journal';
import { openEmbeddedViews } from '../../adapters/embedded/views/open-embedded-views';
import { systemIds } from '../../adapters/system/ids';
import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import type { Views } from '../../domain/ports/views';
import { createWriter } from '../commands/create-writer';
import { createRebuilds, type Rebuilds } from '../rebuild/rebuilds';

const ledgerId = 'bench';
const silent: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const unending = new AbortController().signal;

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

/** A journal and views in a folder of their own, removed when they are closed; nothing runs over them yet. */
export const openBenchLedger = async (folder: string, clock: Clock): Promise<BenchLedger> => {
  const dataDir = await mkdtemp(join(folder, 'views-bench-'));
  const { journal, close: closeJournal } = orThrow(await openEmbeddedJournal({ dataDir, clock })());
  const { views, close: closeViews } = orThrow(
    await openEmbeddedViews({ file: join(dataDir, 'views.db'), ledgerId })(),
  );
  const writer = createWriter(journal, systemIds.random(), { clock, tries: 1, signal: unending });
  const parts = { journal, views, ledgerId, logger: silent };
  return {
    ...parts,
    rebuilds: createRebuilds({ ...parts, writer, clock, ids: systemIds }),
    close: async () => {
      await closeViews();
      await closeJournal();
      await rm(dataDir, { recursive: true });
    },
  };
};
