import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** So many rows fill the log with some 16 MB, as the projections write them; a page that many steps touch is copied once. */
const rowsBetween = 4_000;

export type CheckpointPace = {
  /** So many rows were written; where they add up, the log is copied back after the steps that already wait. */
  readonly wrote: (rows: number) => void;
  /** Throws what the last copying met; what could not be copied back stays in the log, whole. */
  readonly check: () => void;
};

/**
 * Copies the log back into the file from time to time, passively: it waits for no reader and disturbs none. What a reader
 * still needs stays for the next time.
 */
export const paceCheckpoints = (database: DatabaseSyncInstance): CheckpointPace => {
  const copyBack = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  let written = 0;
  let failure: { readonly cause: unknown } | undefined;
  const copy = (): void => {
    try {
      copyBack.get();
    } catch (cause) {
      failure = { cause };
    }
  };
  return {
    wrote: (rows) => {
      written += rows;
      if (written < rowsBetween) return;
      written = 0;
      setImmediate(copy);
    },
    check: () => {
      if (failure === undefined) return;
      const { cause } = failure;
      failure = undefined;
      throw cause;
    },
  };
};
