import { canonicalJson } from '../../domain/shared/json';
import type { Row, RowKey } from '../../domain/shared/view';

/** `missing`: only the fold has it; `surplus`: only the view has it. */
export type RowDifference = RowKey & { readonly kind: 'missing' | 'surplus' | 'differs' };

const bytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** Negative: the view's row comes first; positive: the fold's. An ended side comes last. */
const order = (view: Row | undefined, fold: Row | undefined): number => {
  if (view === undefined) return 1;
  if (fold === undefined) return -1;
  return bytes(view.table, fold.table) || bytes(view.key, fold.key);
};

/** A row's entries are a set. */
const textOf = ({ value, indexes }: Row): string =>
  canonicalJson([value, [...new Set(indexes.map(({ index, sort }) => canonicalJson([index, sort])))].sort()]);

/** The plain text is made far sooner than the canonical one, and is nearly always enough. */
const isSame = (view: Row, fold: Row): boolean =>
  JSON.stringify(view) === JSON.stringify(fold) || textOf(view) === textOf(fold);

const walk = (rows: AsyncIterable<Row>): (() => Promise<Row | undefined>) => {
  const iterator = rows[Symbol.asyncIterator]();
  return async () => {
    const next = await iterator.next();
    return next.done === true ? undefined : next.value;
  };
};

const differenceOf = (view: Row | undefined, fold: Row | undefined): RowDifference | undefined => {
  const which = order(view, fold);
  if (view !== undefined && which < 0) return { kind: 'surplus', table: view.table, key: view.key };
  if (fold !== undefined && which > 0) return { kind: 'missing', table: fold.table, key: fold.key };
  if (view === undefined || fold === undefined || isSame(view, fold)) return undefined;
  return { kind: 'differs', table: view.table, key: view.key };
};

/** Where a view and a fold differ, row by row; both ordered by table and key. Holds one row of each in memory. */
export async function* compareRows(view: AsyncIterable<Row>, fold: AsyncIterable<Row>): AsyncGenerator<RowDifference> {
  const nextOfView = walk(view);
  const nextOfFold = walk(fold);
  let ofView = await nextOfView();
  let ofFold = await nextOfFold();
  while (ofView !== undefined || ofFold !== undefined) {
    const difference = differenceOf(ofView, ofFold);
    if (difference !== undefined) yield difference;
    const which = order(ofView, ofFold);
    if (which <= 0) ofView = await nextOfView();
    if (which >= 0) ofFold = await nextOfFold();
  }
}
