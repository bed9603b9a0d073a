import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { type Checkpoints, createCheckpoints } from './checkpoints';
import { createRowReader, type RowReader } from './read-rows';
import { createSweep } from './sweep';
import { createRowWriter, type RowWriter } from './write-rows';

/** One open file and everything that is prepared for it. */
export type Store = {
  readonly database: DatabaseSyncInstance;
  readonly checkpoints: Checkpoints;
  readonly reader: RowReader;
  readonly writer: RowWriter;
  readonly sweep: () => void;
};

export const createStore = (database: DatabaseSyncInstance): Store => {
  const writer = createRowWriter(database);
  return {
    database,
    checkpoints: createCheckpoints(database),
    reader: createRowReader(database),
    writer,
    sweep: createSweep(database, writer),
  };
};
