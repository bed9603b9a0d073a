import { existsSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { lockDataDir } from '../../adapters/embedded/data-dir-lock';
import type { CommitFaults } from '../../adapters/embedded/journal/commit-faults';
import { type EmbeddedOutbox, openEmbeddedOutbox } from '../../adapters/embedded/outbox/open-embedded-outbox';
import { openEmbeddedSpool } from '../../adapters/embedded/spool/open-embedded-spool';
import { systemCipher } from '../../adapters/system/cipher';
import type { Clock } from '../../domain/ports/clock';
import type { FanOut } from '../../domain/ports/fan-out';
import type { Ids } from '../../domain/ports/ids';
import type { Journal } from '../../domain/ports/journal';
import type { JournalEngine } from '../../domain/ports/journal-engine';
import type { KeyRing } from '../../domain/ports/key-ring';
import type { Logger } from '../../domain/ports/logger';
import type { Spool } from '../../domain/ports/spool';
import type { Vault } from '../../domain/ports/vault';
import type { Views } from '../../domain/ports/views';
import { createWriter, type Writer } from '../commands/create-writer';
import type { Patience } from '../commands/repeat-until-known';
import { createVault } from '../vault/create-vault';
import { type Closing, createClosing } from './closing';
import { dataDirId } from './data-dir-id';
import type { DataFiles } from './data-files';
import { createIncarnation, type Incarnation } from './incarnation';
import { hasNamespace, ledgerNamespace } from './ledger-namespace';
import { openFanOut } from './open-fan-out';
import { openJournal } from './open-journal';
import { type KeyRingParts, openKeyRing } from './open-key-ring';
import { openLedger, presentLedgerId } from './open-ledger';
import { openViews } from './open-views';
import type { StartFailure } from './start-failure';

/** What a process keeps in its DATA_DIR, open. */
export type Stores = {
  readonly journal: Journal;
  /** The same journal, for EventStoreDB's clients; undefined where it is kept elsewhere. */
  readonly journalEngine: JournalEngine | undefined;
  readonly keyRing: KeyRing;
  readonly vault: Vault;
  readonly views: Views;
  readonly fanOut: FanOut;
  readonly outbox: EmbeddedOutbox;
  readonly spool: Spool;
  readonly ledgerId: string;
  readonly namespace: string;
  readonly writer: Writer;
  readonly incarnation: Incarnation;
  readonly close: () => Promise<void>;
};

export type StoreParts = {
  readonly files: DataFiles;
  /** Where the journal is kept, unless it is among the files. */
  readonly eventStoreUrl: string | undefined;
  /** Where the views are kept, unless they are among the files. */
  readonly redisUrl: string | undefined;
  /** Where the keys are kept, unless they are among the files. */
  readonly keyRingUrl: string | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly patience: Patience;
  /** What commits meet, for tests of what follows from it. */
  readonly commitFaults?: CommitFaults;
};

const unusable =
  (dataDir: string) =>
  (cause: unknown): StartFailure => ({ _tag: 'DataDirUnusable', dataDir, cause });

/** A ring elsewhere can be the wrong one, or have been wiped: what is not there any more is not made anew in silence. */
const isOfThisLedger = async (journal: Journal, keyRing: KeyRing): Promise<E.Either<StartFailure, boolean>> => {
  const ledgerId = await presentLedgerId(journal)();
  if (E.isLeft(ledgerId) || ledgerId.right === undefined) return E.isLeft(ledgerId) ? ledgerId : E.right(true);
  return hasNamespace(keyRing)();
};

type Keys = { readonly keyRing: KeyRing; readonly namespace: string };

const openKeys = async (
  parts: KeyRingParts,
  journal: Journal,
  closing: Closing,
): Promise<E.Either<StartFailure, Keys>> => {
  const ring = await openKeyRing(parts)();
  if (E.isLeft(ring)) return ring;
  closing.add(ring.right.close);
  const { keyRing } = ring.right;
  const known = parts.keyRingUrl === undefined ? E.right(true) : await isOfThisLedger(journal, keyRing);
  if (E.isLeft(known)) return known;
  if (!known.right) return E.left({ _tag: 'KeysMissing' });
  const namespace = await ledgerNamespace(keyRing)();
  return E.isLeft(namespace) ? namespace : E.right({ keyRing, namespace: namespace.right });
};

/** In this order, each given back to `closing`, so that a failure half-way leaves nothing open. */
const open = async (
  { files, eventStoreUrl, redisUrl, keyRingUrl, clock, ids, logger, patience, ...faults }: StoreParts,
  closing: Closing,
): Promise<E.Either<StartFailure, Stores>> => {
  const lock = await lockDataDir(files.dir)();
  if (E.isLeft(lock)) return lock;
  closing.add(lock.right.release);
  if (existsSync(files.restoring)) return E.left({ _tag: 'RestoreUnfinished', dataDir: files.dir });
  const dataDir = E.tryCatch(() => dataDirId(files.id), unusable(files.dir));
  if (E.isLeft(dataDir)) return dataDir;
  const journal = await openJournal({ dataDir: files.dir, eventStoreUrl, clock, logger, ...faults })();
  if (E.isLeft(journal)) return journal;
  closing.add(journal.right.close);
  const keys = await openKeys({ keyRingUrl, file: files.keys, logger }, journal.right.journal, closing);
  if (E.isLeft(keys)) return keys;
  const { keyRing, namespace } = keys.right;
  const writer = createWriter(journal.right.journal, namespace, patience);
  const ledgerId = await openLedger({ journal: journal.right.journal, writer, clock, ids })();
  if (E.isLeft(ledgerId)) return ledgerId;
  const views = await openViews({ redisUrl, file: files.views, ledgerId: ledgerId.right, logger })();
  if (E.isLeft(views)) return views;
  closing.add(views.right.close);
  const words = await openFanOut({ redisUrl, ledgerId: ledgerId.right, logger })();
  if (E.isLeft(words)) return words;
  closing.add(words.right.close);
  const vault = createVault({ keyRing, cipher: systemCipher });
  const beside = E.tryCatch(() => {
    const spool = openEmbeddedSpool(files.spool);
    return { spool, outbox: openEmbeddedOutbox({ file: files.outbox, vault, clock }) };
  }, unusable(files.dir));
  if (E.isLeft(beside)) return beside;
  closing.add(beside.right.outbox.close);
  return E.right({
    journal: journal.right.journal,
    journalEngine: journal.right.engine,
    keyRing,
    vault,
    views: views.right.views,
    fanOut: words.right.fanOut,
    ...beside.right,
    ledgerId: ledgerId.right,
    namespace,
    writer,
    incarnation: createIncarnation({ dataDir: dataDir.right, journalIsElsewhere: eventStoreUrl !== undefined }, ids),
    close: closing.close,
  });
};

/** Opens everything that a process keeps in its DATA_DIR, after it has made sure that no other process works there. */
export const openStores =
  (parts: StoreParts): TaskEither<StartFailure, Stores> =>
  async () => {
    const closing = createClosing();
    const opened = await open(parts, closing);
    if (E.isLeft(opened)) await closing.close();
    return opened;
  };
