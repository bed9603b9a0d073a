import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { type Checkpoints, createCheckpoints } from './checkpoints';
import { openToRead } from './open-database';
import { createRowReader, type RowReader } from './read-rows';

/** A connection that reads, and everything that is prepared for it. */
export type ReadStore = {
  readonly checkpoints: Pick<Checkpoints, 'find' | 'findLive' | 'findRead'>;
  readonly reader: RowReader;
  /** One reading transaction, so that no write can fall between two answers. */
  readonly atOnce: <A>(work: () => A) => A;
  /** Again has no effect. */
  readonly close: () => void;
};

const createAtOnce = (database: DatabaseSyncInstance): ReadStore['atOnce'] => {
  const begin = database.prepare('BEGIN');
  const end = database.prepare('COMMIT');
  return (work) => {
    begin.run();
    try {
      return work();
    } finally {
      end.run();
    }
  };
};

export const openReadStore = (file: string): ReadStore => {
  const database = openToRead(file);
  return {
    checkpoints: createCheckpoints(database),
    reader: createRowReader(database),
    atOnce: createAtOnce(database),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
};
