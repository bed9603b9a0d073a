import { existsSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import { lockDataDir } from '../../adapters/embedded/data-dir-lock';
import type { EmbeddedJournal } from '../../adapters/embedded/journal/embedded-journal';
import { journalFiles } from '../../adapters/embedded/journal/journal-files';
import { openEmbeddedJournal } from '../../adapters/embedded/journal/open-embedded-journal';
import { openJournalToRead } from '../../adapters/embedded/journal/open-journal-to-read';
import { systemClock as clock } from '../../adapters/system/clock';
import type { Logger } from '../../domain/ports/logger';
import { type Closing, createClosing } from './closing';
import type { Config } from './config';
import type { ReadingFailure } from './open-for-reading';
import { type RunningProtocol, startProtocol } from './start-protocol';
import type { HostPort } from './text-codecs';

export type JournalToServe = {
  readonly config: Config;
  readonly logger: Logger;
  readonly listen: HostPort;
  /** Beside the server that writes the journal, or without one; nothing is changed, and no lock is taken. */
  readonly readOnly: boolean;
};

type Opened = E.Either<ReadingFailure, EmbeddedJournal>;

const openToWrite = async (dataDir: string, logger: Logger, closing: Closing): Promise<Opened> => {
  const lock = await lockDataDir(dataDir)();
  if (E.isLeft(lock)) return lock;
  closing.add(lock.right.release);
  const onProgress = ({ verified, total }: { readonly verified: number; readonly total: number }): void =>
    logger.debug('the journal is being verified', { verified, total });
  return openEmbeddedJournal({ dataDir, clock, onProgress })();
};

const openToRead = async (dataDir: string): Promise<Opened> =>
  existsSync(journalFiles(dataDir).database)
    ? openJournalToRead(dataDir, clock)()
    : E.left({ _tag: 'NoLedger', dataDir });

const serve = async (
  { config, logger, listen, readOnly }: JournalToServe,
  closing: Closing,
): Promise<E.Either<ReadingFailure, RunningProtocol>> => {
  const dataDir = config.DATA_DIR;
  const journal = readOnly ? await openToRead(dataDir) : await openToWrite(dataDir, logger, closing);
  if (E.isLeft(journal)) return journal;
  closing.add(journal.right.close);
  const protocol = await startProtocol({ engine: journal.right.engine, clock, logger, config, listen, readOnly });
  if (E.isLeft(protocol)) return protocol;
  closing.add(protocol.right.close);
  return E.right({ port: protocol.right.port, close: closing.close });
};

/** The embedded journal of a DATA_DIR for EventStoreDB's clients, without the ledger's own server. */
export const serveJournal = async (toServe: JournalToServe): Promise<E.Either<ReadingFailure, RunningProtocol>> => {
  const closing = createClosing();
  const served = await serve(toServe, closing);
  if (E.isLeft(served)) await closing.close();
  return served;
};
