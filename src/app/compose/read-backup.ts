import { copyFileSync, chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as E from 'fp-ts/Either';
import { syncPath } from '../../adapters/embedded/journal/sync-path';
import { hashFile } from '../backup/hash-file';
import type { BackupFailure } from '../backup/backup-failure';
import type { BackupStep } from '../backup/backup-step';
import { type BackupFile, type Manifest, readManifest } from '../backup/manifest';
import { type BackupFiles, backupFiles, entriesOf } from './backup-files';

const namesOf = ({ journal, keys }: BackupFiles): ReadonlyArray<string> => [basename(journal), basename(keys)];

const missing = (dir: string, files: BackupFiles): BackupFailure =>
  entriesOf(dir).some((name) => namesOf(files).includes(name))
    ? { _tag: 'BackupCutShort', dir }
    : { _tag: 'NoBackup', dir };

const sizeFault = (dir: string, { name, bytes }: BackupFile): BackupFailure | undefined => {
  const file = join(dir, name);
  if (!existsSync(file)) return { _tag: 'FileDiffers', file, why: 'it is missing' };
  const { size } = statSync(file);
  if (size === bytes) return undefined;
  return { _tag: 'FileDiffers', file, why: `it has ${size} bytes and should have ${bytes}` };
};

/** The manifest of a backup whose files are there in the right size, which is all that can be seen at once. */
export const openBackup = (dir: string): E.Either<BackupFailure, Manifest> => {
  const files = backupFiles(dir);
  if (!existsSync(files.manifest)) return E.left(missing(dir, files));
  const manifest = readManifest(readFileSync(files.manifest, 'utf8'));
  if (E.isLeft(manifest)) return E.left({ _tag: 'ManifestUnreadable', file: files.manifest, why: manifest.left });
  const listed = manifest.right.files.map(({ name }) => name);
  const expected = namesOf(files);
  if (listed.length !== expected.length || !expected.every((name) => listed.includes(name)))
    return E.left({ _tag: 'ManifestUnreadable', file: files.manifest, why: 'it does not name the files of a backup' });
  const fault = manifest.right.files.map((file) => sizeFault(dir, file)).find((found) => found !== undefined);
  return fault === undefined ? manifest : E.left(fault);
};

/** Copies the files of a backup, for their owner only, and compares what has arrived with the manifest. */
export const copyBackup = async (
  { files }: Manifest,
  from: string,
  to: string,
  onProgress: BackupStep,
): Promise<E.Either<BackupFailure, void>> => {
  for (const { name, sha256 } of files) {
    const target = join(to, name);
    copyFileSync(join(from, name), target);
    chmodSync(target, 0o600);
    const arrived = await hashFile(target, name, (done, total) => onProgress(`reading ${name}`, done, total));
    if (arrived.sha256 !== sha256)
      return E.left({ _tag: 'FileDiffers', file: join(from, name), why: 'its checksum is not that of the manifest' });
    syncPath(target);
  }
  syncPath(to);
  return E.right(undefined);
};
