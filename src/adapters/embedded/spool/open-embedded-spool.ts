import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as TE from 'fp-ts/TaskEither';
import type { Spool } from '../../../domain/ports/spool';
import { createSpoolFile } from './spool-file';

/**
 * Spooled files in a folder of the process's own, mode 0600, each sealed by a key that is nowhere else. What an earlier
 * process left there is removed, unread. Throws where the folder can't be had.
 */
export const openEmbeddedSpool = (folder: string): Spool => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    open: () =>
      TE.tryCatch(
        async () => {
          const path = join(folder, randomUUID());
          const handle = await open(path, 'wx+', 0o600);
          return createSpoolFile(handle, async () => rm(path, { force: true }));
        },
        (cause) => ({ _tag: 'SpoolUnavailable', cause }),
      ),
  };
};
