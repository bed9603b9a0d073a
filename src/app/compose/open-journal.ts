import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { JournalDamaged } from '../../adapters/embedded/journal/damage';
import type { CommitFaults } from '../../adapters/embedded/journal/commit-faults';
import { openEmbeddedJournal } from '../../adapters/embedded/journal/open-embedded-journal';
import { openEventStoreDbJournal } from '../../adapters/eventstoredb/open-eventstoredb-journal';
import type { Clock } from '../../domain/ports/clock';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { JournalEngine } from '../../domain/ports/journal-engine';
import type { Logger } from '../../domain/ports/logger';

export type OpenedJournal = {
  readonly journal: Journal;
  /** The same journal for EventStoreDB's clients; undefined where it is elsewhere: they can go there themselves. */
  readonly engine?: JournalEngine;
  readonly close: () => Promise<void>;
};

export type JournalParts = {
  readonly dataDir: string;
  /** Where the journal is kept, unless it is in the data directory. */
  readonly eventStoreUrl: string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What commits of the embedded journal meet, for tests of what follows from it. */
  readonly commitFaults?: CommitFaults;
};

/** The journal to write to: an EventStoreDB where one is named, else the one in the data directory. */
export const openJournal = (parts: JournalParts): TE.TaskEither<JournalDamaged | JournalUnavailable, OpenedJournal> => {
  const { dataDir, eventStoreUrl: url, clock, logger, commitFaults } = parts;
  const onProgress = ({ verified, total }: { readonly verified: number; readonly total: number }): void =>
    logger.debug('the journal is being verified', { verified, total });
  if (url === undefined)
    return openEmbeddedJournal({ dataDir, clock, onProgress, ...(commitFaults === undefined ? {} : { commitFaults }) });
  return pipe(
    openEventStoreDbJournal({ url, clock }),
    TE.map((opened) => {
      logger.info('the journal is kept by EventStoreDB');
      return opened;
    }),
  );
};
