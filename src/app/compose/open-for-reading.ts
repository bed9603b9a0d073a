import { existsSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import type * as TE from 'fp-ts/TaskEither';
import { damageIn } from '../../adapters/embedded/journal/damaged-error';
import { journalFiles } from '../../adapters/embedded/journal/journal-files';
import { openJournalToRead } from '../../adapters/embedded/journal/open-journal-to-read';
import { openEventStoreDbJournal } from '../../adapters/eventstoredb/open-eventstoredb-journal';
import { openTemporaryViews } from '../../adapters/embedded/views/open-temporary-views';
import type { RedisMayEvict } from '../../adapters/redis/redis-may-evict';
import { systemCipher } from '../../adapters/system/cipher';
import { createLogger } from '../../adapters/system/logger';
import type { Journal } from '../../domain/ports/journal';
import type { KeyRing } from '../../domain/ports/key-ring';
import type { Vault } from '../../domain/ports/vault';
import type { ViewUnavailable } from '../../domain/ports/views';
import { createVault } from '../vault/create-vault';
import { clock } from './clock';
import { createClosing } from './closing';
import type { Config } from './config';
import { dataFiles } from './data-files';
import type { OpenedJournal } from './open-journal';
import { openKeyRing } from './open-key-ring';
import { presentLedgerId } from './open-ledger';
import { openViews, type OpenViews } from './open-views';
import { explainStartFailure, type StartFailure } from './start-failure';

/** A ledger's data, to be read: beside the server that writes it, or without one. */
export type Reading = {
  readonly journal: Journal;
  readonly keyRing: KeyRing;
  readonly vault: Vault;
  /** The views as they stand; they can be missing, since a server makes them again. */
  readonly openViews: TE.TaskEither<ViewUnavailable | RedisMayEvict, OpenViews>;
  /** Empty views of the same ledger, aside, gone when they are closed. */
  readonly openAside: TE.TaskEither<ViewUnavailable, OpenViews>;
  readonly close: () => Promise<void>;
};

export type ReadingFailure = { readonly _tag: 'NoLedger'; readonly dataDir: string } | StartFailure;

export const explainReadingFailure = (failure: ReadingFailure): string =>
  failure._tag === 'NoLedger'
    ? `There is no ledger in ${failure.dataDir}. Set DATA_DIR, or start a server there first: ledger serve`
    : explainStartFailure(failure);

type Identified = E.Either<ReadingFailure, string | undefined>;

const noLedger = (dataDir: string): E.Either<ReadingFailure, never> => E.left({ _tag: 'NoLedger', dataDir });

/** A DATA_DIR, and where else than in it the ledger keeps its journal and its views. */
export type ReadFrom = Pick<Config, 'DATA_DIR'> & Partial<Pick<Config, 'EVENTSTORE_URL' | 'REDIS_URL' | 'KEYRING_URL'>>;

/** What a command has to say it says in its answer. */
const logger = createLogger({ level: 'silent', pretty: false });

const openJournal = ({ DATA_DIR, EVENTSTORE_URL: url }: ReadFrom): TE.TaskEither<StartFailure, OpenedJournal> =>
  url === undefined ? openJournalToRead(DATA_DIR, clock) : openEventStoreDbJournal({ url, clock });

/** What must be there of a ledger before anything of it can be read: what it does not keep elsewhere of journal and keys. */
const isThere = ({ DATA_DIR, EVENTSTORE_URL, KEYRING_URL }: ReadFrom): boolean => {
  if (EVENTSTORE_URL === undefined) return existsSync(journalFiles(DATA_DIR).database);
  return KEYRING_URL !== undefined || existsSync(dataFiles(DATA_DIR).keys);
};

/** Where the first event is damaged, that is the answer. */
const ledgerIdIn = async (journal: Journal, dataDir: string): Promise<Identified> => {
  try {
    return await presentLedgerId(journal)();
  } catch (cause) {
    const damage = damageIn(cause, journalFiles(dataDir).database);
    if (damage === undefined) throw cause;
    return E.left({ _tag: 'JournalDamaged', ...damage });
  }
};

/** Opens the data of a ledger read-only: nothing in it is changed, and no lock is taken. */
export const openForReading =
  (from: ReadFrom): TE.TaskEither<ReadingFailure, Reading> =>
  async () => {
    const { DATA_DIR: dataDir, REDIS_URL: redisUrl, KEYRING_URL: keyRingUrl } = from;
    const files = dataFiles(dataDir);
    if (!isThere(from)) return noLedger(dataDir);
    const closing = createClosing();
    const failed = async <F extends E.Either<ReadingFailure, never>>(failure: F): Promise<F> => {
      await closing.close();
      return failure;
    };
    const journal = await openJournal(from)();
    if (E.isLeft(journal)) return journal;
    closing.add(journal.right.close);
    const ledgerId = await ledgerIdIn(journal.right.journal, dataDir);
    if (E.isLeft(ledgerId)) return failed(ledgerId);
    if (ledgerId.right === undefined) return failed(noLedger(dataDir));
    const ring = await openKeyRing({ keyRingUrl, file: files.keys, logger, readOnly: true })();
    if (E.isLeft(ring)) return failed(ring);
    closing.add(ring.right.close);
    const { keyRing } = ring.right;
    return E.right({
      journal: journal.right.journal,
      keyRing,
      vault: createVault({ keyRing, cipher: systemCipher }),
      openViews: openViews({ redisUrl, file: files.views, ledgerId: ledgerId.right, logger, readOnly: true }),
      openAside: openTemporaryViews(ledgerId.right),
      close: closing.close,
    });
  };
