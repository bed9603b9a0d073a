import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';
import type { JsonObject } from '../domain/shared/json';
import type { RowKey } from '../domain/shared/view';
import type { ProjectionDefect, Rows } from './projection';

/** A row as its codec reads it; what a row holds is never part of the answer. */
export const decodeRow = <A>(
  codec: t.Type<A, unknown>,
  { table, key }: RowKey,
  value: JsonObject,
): E.Either<ProjectionDefect, A> => {
  const decoded = codec.decode(value);
  return E.isRight(decoded) ? decoded : E.left({ _tag: 'MalformedRow', table, key });
};

const rowAt = <A>(
  codec: t.Type<A, unknown>,
  rows: Rows,
  key: RowKey,
  value: JsonObject,
): E.Either<ProjectionDefect, A> => (rows.isOwn(key) ? E.right(value as unknown as A) : decodeRow(codec, key, value));

/** The row that must be there, since an earlier event made it. */
export const existingRow = <A>(codec: t.Type<A, unknown>, rows: Rows, key: RowKey): E.Either<ProjectionDefect, A> => {
  const value = rows.get(key);
  return value === undefined ? E.left({ _tag: 'MissingRow', ...key }) : rowAt(codec, rows, key, value);
};

/** The row, or undefined where no event has made it yet. */
export const possibleRow = <A>(
  codec: t.Type<A, unknown>,
  rows: Rows,
  key: RowKey,
): E.Either<ProjectionDefect, A | undefined> => {
  const value = rows.get(key);
  return value === undefined ? E.right(undefined) : rowAt(codec, rows, key, value);
};
