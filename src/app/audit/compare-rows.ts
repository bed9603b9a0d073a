import { canonicalJson } from '../../domain/shared/json';
import type { RowKey, StoredRow } from '../../domain/shared/view';

/** `missing`: only the fold has it; `surplus`: only the view has it. */
export type RowDifference = RowKey & { readonly kind: 'missing' | 'surplus' | 'differs' };

const bytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** Negative: the view's row comes first; positive: the fold's. An ended side comes last. */
const order = (view: StoredRow | undefined, fold: StoredRow | undefined): number => {
  if (view === undefined) return 1;
  if (fold === undefined) return -1;
  if (view.key === fold.key && view.table === fold.table) return 0;
  return bytes(view.table, fold.table) || bytes(view.key, fold.key);
};

/** A row's entries are a set. */
const entriesOf = ({ indexes }: StoredRow): string =>
  JSON.stringify([...new Set(indexes.map(({ index, sort }) => JSON.stringify([index, sort])))].sort());

/** What is stored is compared far sooner than its canonical text, and is nearly always enough. */
const isSame = (view: StoredRow, fold: StoredRow): boolean =>
  (view.json === fold.json || canonicalJson(view.value) === canonicalJson(fold.value)) &&
  (JSON.stringify(view.indexes) === JSON.stringify(fold.indexes) || entriesOf(view) === entriesOf(fold));

const walk = (rows: AsyncIterable<StoredRow>): (() => Promise<StoredRow | undefined>) => {
  const iterator = rows[Symbol.asyncIterator]();
  return async () => {
    const next = await iterator.next();
    return next.done === true ? undefined : next.value;
  };
};

const differenceOf = (
  view: StoredRow | undefined,
  fold: StoredRow | undefined,
  which: number,
): RowDifference | undefined => {
  if (view !== undefined && which < 0) return { kind: 'surplus', table: view.table, key: view.key };
  if (fold !== undefined && which > 0) return { kind: 'missing', table: fold.table, key: fold.key };
  if (view === undefined || fold === undefined || isSame(view, fold)) return undefined;
  return { kind: 'differs', table: view.table, key: view.key };
};

/** Where a view and a fold differ, row by row; both ordered by table and key. Holds one row of each in memory. */
export async function* compareRows(
  view: AsyncIterable<StoredRow>,
  fold: AsyncIterable<StoredRow>,
): AsyncGenerator<RowDifference> {
  const nextOfView = walk(view);
  const nextOfFold = walk(fold);
  let ofView = await nextOfView();
  let ofFold = await nextOfFold();
  while (ofView !== undefined || ofFold !== undefined) {
    const which = order(ofView, ofFold);
    const difference = differenceOf(ofView, ofFold, which);
    if (difference !== undefined) yield difference;
    if (which <= 0) ofView = await nextOfView();
    if (which >= 0) ofFold = await nextOfFold();
  }
}
