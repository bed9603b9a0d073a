import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { RowWriter } from './write-rows';

/** So many rows go with each step, so that none blocks for long. */
const rowsAtOnce = 64;

/** Removes what dropped views left, a little at a time; within the caller's transaction. */
export const createSweep = (database: DatabaseSyncInstance, { remove }: RowWriter): (() => void) => {
  const dropped = database.prepare('SELECT id FROM views WHERE name IS NULL LIMIT 1');
  const rows = database.prepare('SELECT tbl AS "table", key FROM rows WHERE view = ? LIMIT ?');
  const removeView = database.prepare('DELETE FROM views WHERE id = ?');
  return () => {
    const view = dropped.get() as { readonly id: number } | undefined;
    if (view === undefined) return;
    const found = rows.all(view.id, rowsAtOnce) as unknown as ReadonlyArray<{ table: string; key: string }>;
    for (const key of found) remove(view.id, key);
    if (found.length < rowsAtOnce) removeView.run(view.id);
  };
};
