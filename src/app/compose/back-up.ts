import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import * as E from 'fp-ts/Either';
import { copyDatabase } from '../../adapters/embedded/backup/copy-database';
import { syncPath } from '../../adapters/embedded/journal/sync-path';
import { verifyJournal } from '../../adapters/embedded/journal/verify-journal';
import type { Clock } from '../../domain/ports/clock';
import { JournalError } from '../../domain/ports/journal';
import type { Instant, UserId } from '../../domain/shared/codecs';
import { recipientStream } from '../../domain/recipient/recipient-stream';
import type { BackupFailure } from '../backup/backup-failure';
import { checkParts } from '../backup/check-parts';
import { hashFile } from '../backup/hash-file';
import { type Manifest, manifestText } from '../backup/manifest';
import type { BackupStep } from '../backup/backup-step';
import { readHistory } from '../commands/read-history';
import { type BackupFiles, backupFiles, entriesOf, makePrivateFolder } from './backup-files';
import { openForReading, type Reading, type ReadingFailure } from './open-for-reading';
import { presentLedgerId } from './open-ledger';
import { writeWholeFile } from './write-whole-file';

export type BackupOptions = {
  readonly dataDir: string;
  readonly dir: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly onProgress: BackupStep;
};
/** `lost`: recipients whose personal parts have no key, though they were never erased: the ledger itself has lost it. */
export type BackupReport = { readonly manifest: Manifest; readonly lost: ReadonlyArray<UserId> };
type Outcome = E.Either<BackupFailure | ReadingFailure, BackupReport>;

const JOURNAL_PAGES_AT_ONCE = 1_000;
/**
 * While the key ring is copied no key can be destroyed, since what is being read keeps the old pages; it is small, and is
 * copied as fast as the disk takes it.
 */
const KEY_PAGES_AT_ONCE = 25_000;

/**
 * First the journal, then the keys. A key is durable before anything sealed by it is appended, so a ring that is copied later
 * has every key of the journal; the other way round it would lack those of the requests that came between. What it lacks was
 * destroyed meanwhile.
 */
const copyBoth = async (source: BackupFiles, target: BackupFiles, onProgress: BackupStep): Promise<void> => {
  await copyDatabase({
    from: source.journal,
    to: target.journal,
    pagesAtOnce: JOURNAL_PAGES_AT_ONCE,
    onProgress: (pages, total) => onProgress('copying the journal', pages, total),
  });
  await copyDatabase({
    from: source.keys,
    to: target.keys,
    pagesAtOnce: KEY_PAGES_AT_ONCE,
    onProgress: (pages, total) => onProgress('copying the keys', pages, total),
  });
};

/** Who was erased while the keys were copied: the live journal says so, since the fact comes before the end of the key. */
const notErasedSince = async (live: Reading, userIds: Iterable<UserId>): Promise<ReadonlyArray<UserId>> => {
  const lost: Array<UserId> = [];
  for (const userId of userIds) {
    const history = await readHistory(live.journal, recipientStream(userId))();
    if (E.isRight(history) && history.right.some(({ event }) => event.type === 'RecipientErased')) continue;
    lost.push(userId);
  }
  return lost;
};

type Copied = { readonly live: Reading; readonly copy: Reading; readonly createdAt: Instant };

const describe = async ({ dir, onProgress }: BackupOptions, { live, copy, createdAt }: Copied): Promise<Outcome> => {
  const files = backupFiles(dir);
  const ledgerId = await presentLedgerId(copy.journal)();
  const head = await copy.journal.head()();
  if (E.isLeft(ledgerId)) return ledgerId;
  if (E.isLeft(head)) return head;
  const told = (position: bigint): void => onProgress('trying the keys', Number(position), Number(head.right));
  const checked = await checkParts(copy, told);
  if (E.isLeft(checked)) return checked;
  const { parts, head: last, unexplained } = checked.right;
  const hashed = [];
  for (const path of [files.journal, files.keys]) {
    const name = basename(path);
    hashed.push(await hashFile(path, name, (bytes, total) => onProgress(`reading ${name}`, bytes, total)));
  }
  const manifest: Manifest = {
    format: 1,
    ledgerId: ledgerId.right ?? '',
    createdAt,
    head: { position: String(last.position), eventId: last.eventId },
    parts,
    files: hashed,
  };
  return E.right({ manifest, lost: await notErasedSince(live, unexplained) });
};

const take = async (options: BackupOptions, live: Reading): Promise<Outcome> => {
  const { dataDir, dir, clock, onProgress } = options;
  const createdAt = clock.now();
  await copyBoth(backupFiles(dataDir), backupFiles(dir), onProgress);
  const verified = await verifyJournal(dir, (done) => onProgress('verifying', done.verified, done.total))();
  if (E.isLeft(verified)) return verified;
  const copy = await openForReading({ DATA_DIR: dir })();
  if (E.isLeft(copy)) return copy;
  try {
    const report = await describe(options, { live, copy: copy.right, createdAt });
    if (E.isLeft(report)) return report;
    writeWholeFile(backupFiles(dir).manifest, manifestText(report.right.manifest));
    syncPath(dir);
    return report;
  } finally {
    await copy.right.close();
  }
};

/** What the reading of a journal throws is a failure here: the copy can't be vouched for. */
const failureOf = (dir: string, cause: unknown): BackupFailure => ({
  _tag: 'CopyFailed',
  dir,
  cause: cause instanceof JournalError ? (cause.cause ?? cause) : cause,
});

const inEmptyFolder = async (options: BackupOptions, live: Reading): Promise<Outcome> => {
  const { dir } = options;
  const made = backupFiles(dir);
  try {
    makePrivateFolder(dir);
    const taken = await take(options, live);
    if (E.isLeft(taken)) remove(made);
    return taken;
  } catch (cause) {
    remove(made);
    return E.left(failureOf(dir, cause));
  }
};

const remove = (files: BackupFiles): void => {
  for (const file of Object.values(files)) rmSync(file, { force: true });
};

/**
 * Copies journal and key ring together into an empty folder, beside a running server or without one, verifies the copy, and
 * writes the manifest last. Everything that was acknowledged before this began is in it.
 */
export const backUp = async (options: BackupOptions): Promise<Outcome> => {
  const { dataDir, dir } = options;
  const present = entriesOf(dir);
  const names = Object.values(backupFiles(dir)).map((file) => basename(file));
  if (present.length > 0) {
    const cutShort = !present.includes(basename(backupFiles(dir).manifest)) && names.some((n) => present.includes(n));
    return E.left({ _tag: 'TargetNotEmpty', dir, cutShort });
  }
  const live = await openForReading({ DATA_DIR: dataDir })();
  if (E.isLeft(live)) return live;
  try {
    return await inEmptyFolder(options, live.right);
  } finally {
    await live.right.close();
  }
};
