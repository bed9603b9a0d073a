import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { ViewNotReady, Views, ViewUnavailable } from '../../domain/ports/views';
import type { ViewId } from '../../domain/shared/view';
import type { Account } from './bookkeeping';
import { digestRows, type RowsDigest } from './digest-rows';
import { jsonAfter, nameOf, type Pending } from './pending-rows';

/** So many rows are hashed in one go. */
const ROWS_AT_ONCE = 64;

type Failure = ViewUnavailable | ViewNotReady;
type Known = Pending & { readonly before: NonNullable<Pending['before']> };

const isKnown = (row: Pending): row is Known => row.before !== undefined;

/** The rows with what stands before them, read where it was not known. */
const withBefore = async (
  views: Pick<Views, 'get'>,
  beside: ViewId,
  rows: ReadonlyArray<Pending>,
): Promise<E.Either<Failure, ReadonlyArray<Known>>> => {
  const unknown = rows.filter((row) => !isKnown(row));
  if (unknown.length === 0) return E.right(rows.filter(isKnown));
  const keys = unknown.map(({ change: { table, key } }) => ({ table, key }));
  const read = await views.get(beside, keys)();
  if (E.isLeft(read)) return read;
  const found = new Map(read.right.value.map((row) => [nameOf(row), JSON.stringify(row.value)]));
  return E.right(
    rows.map((row) => ({ change: row.change, before: row.before ?? { json: found.get(nameOf(row.change)) } })),
  );
};

const countOf = (digest: RowsDigest, row: Known): number => {
  const { json: before } = row.before;
  const after = jsonAfter(row);
  if (before !== undefined) digest.take(row.change, before);
  if (after !== undefined) digest.add(row.change, after);
  return (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1);
};

/** The account after these changes: what is taken away is what is stored, what is added is what the fold gives. */
export const accountFor = async (
  views: Pick<Views, 'get'>,
  beside: ViewId,
  before: Account,
  rows: ReadonlyArray<Pending>,
): Promise<E.Either<Failure, Pick<Account, 'rows' | 'digest'>>> => {
  const digest = digestRows(before.digest);
  let count = before.rows;
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const known = await withBefore(views, beside, rows.slice(from, from + ROWS_AT_ONCE));
    if (E.isLeft(known)) return known;
    for (const row of known.right) count += countOf(digest, row);
    await setImmediate();
  }
  return E.right({ rows: count, digest: digest.hex() });
};
