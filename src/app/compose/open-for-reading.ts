import { existsSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import type * as TE from 'fp-ts/TaskEither';
import { damageIn } from '../../adapters/embedded/journal/damaged-error';
import { journalFiles } from '../../adapters/embedded/journal/journal-files';
import { openJournalToRead } from '../../adapters/embedded/journal/open-journal-to-read';
import { openEmbeddedKeyRing } from '../../adapters/embedded/key-ring/open-embedded-key-ring';
import { openEmbeddedViews } from '../../adapters/embedded/views/open-embedded-views';
import { openTemporaryViews } from '../../adapters/embedded/views/open-temporary-views';
import { systemCipher } from '../../adapters/system/cipher';
import type { Journal } from '../../domain/ports/journal';
import type { KeyRing } from '../../domain/ports/key-ring';
import type { Vault } from '../../domain/ports/vault';
import type { Views, ViewUnavailable } from '../../domain/ports/views';
import { createVault } from '../vault/create-vault';
import { createClosing } from './closing';
import { dataFiles } from './data-files';
import { presentLedgerId } from './open-ledger';
import { explainStartFailure, type StartFailure } from './start-failure';

type OpenViews = TE.TaskEither<ViewUnavailable, { readonly views: Views; readonly close: () => Promise<void> }>;

/** A ledger's data, to be read: beside the server that writes it, or without one. */
export type Reading = {
  readonly journal: Journal;
  readonly keyRing: KeyRing;
  readonly vault: Vault;
  /** The views as they stand; they can be missing, since a server makes them again. */
  readonly openViews: OpenViews;
  /** Empty views of the same ledger, aside, gone when they are closed. */
  readonly openAside: OpenViews;
  readonly close: () => Promise<void>;
};

export type ReadingFailure = { readonly _tag: 'NoLedger'; readonly dataDir: string } | StartFailure;

export const explainReadingFailure = (failure: ReadingFailure): string =>
  failure._tag === 'NoLedger'
    ? `There is no ledger in ${failure.dataDir}. Set DATA_DIR, or start a server there first: ledger serve`
    : explainStartFailure(failure);

type Identified = E.Either<ReadingFailure, string | undefined>;

const noLedger = (dataDir: string): E.Either<ReadingFailure, never> => E.left({ _tag: 'NoLedger', dataDir });

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
  (dataDir: string): TE.TaskEither<ReadingFailure, Reading> =>
  async () => {
    const files = dataFiles(dataDir);
    if (!existsSync(journalFiles(dataDir).database)) return noLedger(dataDir);
    const closing = createClosing();
    const failed = async <F extends E.Either<ReadingFailure, never>>(failure: F): Promise<F> => {
      await closing.close();
      return failure;
    };
    const journal = await openJournalToRead(dataDir)();
    if (E.isLeft(journal)) return journal;
    closing.add(journal.right.close);
    const ledgerId = await ledgerIdIn(journal.right.journal, dataDir);
    if (E.isLeft(ledgerId)) return failed(ledgerId);
    if (ledgerId.right === undefined) return failed(noLedger(dataDir));
    const keyRing = E.tryCatch(
      () => openEmbeddedKeyRing({ file: files.keys, readOnly: true }),
      (cause): ReadingFailure => ({ _tag: 'KeyRingUnavailable', cause }),
    );
    if (E.isLeft(keyRing)) return failed(keyRing);
    closing.add(keyRing.right.close);
    const openViews = openEmbeddedViews({ file: files.views, ledgerId: ledgerId.right, readOnly: true });
    return E.right({
      journal: journal.right.journal,
      keyRing: keyRing.right,
      vault: createVault({ keyRing: keyRing.right, cipher: systemCipher }),
      openViews,
      openAside: openTemporaryViews(ledgerId.right),
      close: closing.close,
    });
  };
