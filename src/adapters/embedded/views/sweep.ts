import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { WriteRows } from './write-rows';

/** Removes at most so many rows of what dropped views left; whether something is left that may go. */
export type Sweep = (rowsAtMost: number) => boolean;

/** Within the caller's transaction. */
export const createSweep = (database: DatabaseSyncInstance, writeRows: WriteRows): Sweep => {
  const dropped = database.prepare('SELECT id FROM views WHERE name IS NULL AND sweep_at <= unixepoch() LIMIT 1');
  const rows = database.prepare('SELECT tbl AS "table", key FROM rows WHERE view = ? LIMIT ?');
  const removeView = database.prepare('DELETE FROM views WHERE id = ?');
  return (rowsAtMost) => {
    const view = dropped.get() as { readonly id: number } | undefined;
    if (view === undefined) return false;
    const found = rows.all(view.id, rowsAtMost) as unknown as ReadonlyArray<{ table: string; key: string }>;
    writeRows(
      view.id,
      found.map(({ table, key }) => [table, key]),
    );
    if (found.length < rowsAtMost) removeView.run(view.id);
    return true;
  };
};
