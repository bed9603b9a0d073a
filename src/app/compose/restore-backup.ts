import { renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import * as E from 'fp-ts/Either';
import { type DataDirLocked, type DataDirUnusable, lockDataDir } from '../../adapters/embedded/data-dir-lock';
import { syncPath } from '../../adapters/embedded/journal/sync-path';
import { verifyJournal } from '../../adapters/embedded/journal/verify-journal';
import { openEmbeddedKeyRing } from '../../adapters/embedded/key-ring/open-embedded-key-ring';
import type { Clock } from '../../domain/ports/clock';
import { type BackupFailure, differenceOf } from '../backup/backup-failure';
import type { BackupStep } from '../backup/backup-step';
import { type CheckedParts, checkParts } from '../backup/check-parts';
import { destroyAgain, type Destroyed } from '../backup/destroy-again';
import type { Manifest } from '../backup/manifest';
import type { AppFailure } from '../failure';
import { backupFiles, entriesOf, makePrivateFolder } from './backup-files';
import { dataFiles } from './data-files';
import { openForReading, type Reading, type ReadingFailure } from './open-for-reading';
import { presentLedgerId } from './open-ledger';
import { copyBackup, openBackup } from './read-backup';

export type RestoreOptions = {
  readonly dir: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly onProgress: BackupStep;
};
export type RestoreReport = {
  readonly manifest: Manifest;
  readonly destroyed: Destroyed;
  /** How many erasures the journal tells of. */
  readonly erased: number;
};
export type RestoreFailure = BackupFailure | ReadingFailure | DataDirLocked | DataDirUnusable | AppFailure;
type Outcome = E.Either<RestoreFailure, RestoreReport>;

/** What a lock leaves behind holds nothing. */
const isOfLock = (name: string): boolean => name.startsWith('lock.');

const occupied = (dataDir: string): BackupFailure | undefined => {
  const present = entriesOf(dataDir).filter((name) => !isOfLock(name));
  if (present.length === 0) return undefined;
  return { _tag: 'DataDirNotEmpty', dataDir, cutShort: present.includes(basename(dataFiles(dataDir).restoring)) };
};

const inconsistent = (dir: string, why: string): E.Either<RestoreFailure, never> =>
  E.left({ _tag: 'BackupInconsistent', dir, why });

/** That the history is the one that the manifest speaks of, to its last event, and that its keys open what they opened. */
const compare = async (
  { dir, onProgress }: RestoreOptions,
  manifest: Manifest,
  reading: Reading,
): Promise<E.Either<RestoreFailure, CheckedParts>> => {
  const ledgerId = await presentLedgerId(reading.journal)();
  if (E.isLeft(ledgerId)) return ledgerId;
  if (ledgerId.right !== manifest.ledgerId) return inconsistent(dir, 'its journal is that of another ledger');
  const last = Number(manifest.head.position);
  const checked = await checkParts(reading, (position) => onProgress('trying the keys', Number(position), last));
  if (E.isLeft(checked)) return checked;
  const { head, parts } = checked.right;
  if (String(head.position) !== manifest.head.position || head.eventId !== manifest.head.eventId)
    return inconsistent(dir, `its journal ends at position ${head.position}, not at ${manifest.head.position}`);
  const difference = differenceOf(manifest.parts, parts);
  return difference === undefined ? checked : inconsistent(dir, difference);
};

/** In the folder aside, where nobody uses them yet. */
const endKeys = async (
  staging: string,
  { clock }: RestoreOptions,
  { journal }: Reading,
  { erased }: CheckedParts,
): Promise<E.Either<AppFailure, Destroyed>> => {
  const keyRing = openEmbeddedKeyRing({ file: backupFiles(staging).keys });
  try {
    return await destroyAgain({ journal, keyRing, clock, erased });
  } finally {
    keyRing.close();
  }
};

const prepare = async (staging: string, manifest: Manifest, options: RestoreOptions): Promise<Outcome> => {
  const { dir, onProgress } = options;
  const copied = await copyBackup(manifest, dir, staging, onProgress);
  if (E.isLeft(copied)) return copied;
  const verified = await verifyJournal(staging, (done) => onProgress('verifying', done.verified, done.total))();
  if (E.isLeft(verified)) return verified;
  const reading = await openForReading({ DATA_DIR: staging })();
  if (E.isLeft(reading)) return reading;
  try {
    const checked = await compare(options, manifest, reading.right);
    if (E.isLeft(checked)) return checked;
    const destroyed = await endKeys(staging, options, reading.right, checked.right);
    if (E.isLeft(destroyed)) return destroyed;
    return E.right({ manifest, destroyed: destroyed.right, erased: checked.right.erased.size });
  } finally {
    await reading.right.close();
  }
};

/** The journal last: where it stands, the ledger is whole. The folder aside goes after it, and until then no server starts. */
const putInPlace = (staging: string, dataDir: string): void => {
  const [from, to] = [backupFiles(staging), backupFiles(dataDir)];
  renameSync(from.keys, to.keys);
  syncPath(dataDir);
  renameSync(from.journal, to.journal);
  syncPath(dataDir);
  rmSync(staging, { recursive: true, force: true });
  syncPath(dataDir);
};

/** There was nothing before this began, so whatever stands there is its own. */
const leaveNothing = (staging: string, dataDir: string): void => {
  rmSync(staging, { recursive: true, force: true });
  for (const file of Object.values(backupFiles(dataDir))) rmSync(file, { force: true });
};

const restoreLocked = async (manifest: Manifest, options: RestoreOptions): Promise<Outcome> => {
  const { dataDir } = options;
  const full = occupied(dataDir);
  if (full !== undefined) return E.left(full);
  const staging = dataFiles(dataDir).restoring;
  try {
    makePrivateFolder(staging);
    const prepared = await prepare(staging, manifest, options);
    if (E.isRight(prepared)) putInPlace(staging, dataDir);
    else leaveNothing(staging, dataDir);
    return prepared;
  } catch (cause) {
    leaveNothing(staging, dataDir);
    return E.left({ _tag: 'CopyFailed', dir: dataDir, cause });
  }
};

/**
 * Puts a backup into an empty DATA_DIR, once it has been read through and found to be what its manifest says. The keys of
 * those whose erasure the journal tells of are destroyed again. Views are not part of it: the next start makes them.
 */
export const restoreBackup = async (options: RestoreOptions): Promise<Outcome> => {
  const { dir, dataDir } = options;
  const manifest = openBackup(dir);
  if (E.isLeft(manifest)) return manifest;
  const full = occupied(dataDir);
  if (full !== undefined) return E.left(full);
  const lock = await lockDataDir(dataDir)();
  if (E.isLeft(lock)) return lock;
  try {
    return await restoreLocked(manifest.right, options);
  } finally {
    lock.right.release();
  }
};
