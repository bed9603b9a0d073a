import * as E from 'fp-ts/Either';
import type { Snapshot, ViewNotReady } from '../../../domain/ports/views';
import type { JsonObject } from '../../../domain/shared/json';
import type { RowKey, StoredRow, ViewId } from '../../../domain/shared/view';
import { createCheckpoints } from './checkpoints';
import { openToRead } from './open-database';
import { unpackEntries } from './pack-change';

const rowsAtOnce = 256;
type Stored = { readonly tbl: string; readonly key: string; readonly value: string; readonly indexes: string };

/** What nobody looks at is not parsed. */
const toRow = ({ tbl, key, value, indexes }: Stored): StoredRow => ({
  table: tbl,
  key,
  json: value,
  get value() {
    return JSON.parse(value) as JsonObject;
  },
  get indexes() {
    return unpackEntries(indexes).map(([index, sort]) => ({ index, sort }));
  },
});

/** Holds a reading transaction of its own connection open until it is closed, so that writers don't disturb it. */
export const readSnapshot = (file: string, view: ViewId, ledgerId: string): E.Either<ViewNotReady, Snapshot> => {
  const database = openToRead(file);
  database.exec('BEGIN');
  // Statements that wait for the garbage collector keep the connection, and with it a transaction that is not ended.
  const end = (): void => {
    database.exec('COMMIT');
    database.close();
  };
  const known = createCheckpoints(database).find(view);
  if (known?.checkpoint.ledgerId !== ledgerId) {
    end();
    return E.left({ _tag: 'ViewNotReady', view: view.name });
  }
  const page = database.prepare(
    'SELECT tbl, key, value, indexes FROM rows WHERE view = ? AND (tbl, key) > (?, ?) ORDER BY tbl, key LIMIT ?',
  );
  const rows = async function* (): AsyncGenerator<StoredRow> {
    let last: RowKey = { table: '', key: '' };
    while (true) {
      const found = page.all(known.id, last.table, last.key, rowsAtOnce) as unknown as ReadonlyArray<Stored>;
      for (const stored of found) yield toRow(stored);
      const end = found.at(-1);
      if (end === undefined) return;
      last = { table: end.tbl, key: end.key };
    }
  };
  const close = async (): Promise<void> => {
    end();
  };
  return E.right({ checkpoint: known.checkpoint, rows: rows(), close });
};
