import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { TaskEither } from 'fp-ts/TaskEither';
import * as TE from 'fp-ts/TaskEither';
import type * as t from 'io-ts';
import type { AtPosition, RangeOptions, ViewNotReady, Views, ViewUnavailable } from '../domain/ports/views';
import type { JsonObject } from '../domain/shared/json';
import type { RowKey, Sought, ViewId } from '../domain/shared/view';
import { decodeRow } from './decode-row';

export type QuestionFailure = ViewUnavailable | ViewNotReady;
/** An answer from a view, with the position of the view in the same instant. */
export type Question<A> = TaskEither<QuestionFailure, AtPosition<A>>;

/** A row and its place in the list it was found in, from which a next page goes on. */
export type Placed<A> = { readonly place: { readonly sort: string; readonly key: string }; readonly row: A };

const decoded = <A>(codec: t.Type<A, unknown>, key: RowKey, value: JsonObject): E.Either<ViewUnavailable, A> =>
  pipe(
    decodeRow(codec, key, value),
    E.mapLeft((cause) => ({ _tag: 'ViewUnavailable', cause })),
  );

/** The rows that exist among these keys, in the order of the keys. */
export const askRows = <A>(
  views: Views,
  view: ViewId,
  codec: t.Type<A, unknown>,
): ((keys: ReadonlyArray<Sought>) => Question<ReadonlyArray<A>>) => {
  const decodeAll = E.traverseArray((row: RowKey & { readonly value: JsonObject }) => decoded(codec, row, row.value));
  return (keys) =>
    pipe(
      views.get(view, keys),
      TE.chainEitherKW(({ position, value }) =>
        pipe(
          decodeAll(value),
          E.map((rows) => ({ position, value: rows })),
        ),
      ),
    );
};

/** The row of this key; undefined where there is none. */
export const askRow = <A>(
  views: Views,
  view: ViewId,
  codec: t.Type<A, unknown>,
): ((key: Sought) => Question<A | undefined>) => {
  const ask = askRows(views, view, codec);
  return (key) =>
    pipe(
      ask([key]),
      TE.map(({ position, value }) => ({ position, value: value[0] })),
    );
};

/** A part of a list, with each row's place in it. */
export const askRange = <A>(
  views: Views,
  view: ViewId,
  codec: t.Type<A, unknown>,
): ((index: string, options: RangeOptions) => Question<ReadonlyArray<Placed<A>>>) => {
  type Found = RowKey & { readonly sort: string; readonly value: JsonObject };
  const decodeAll = E.traverseArray((found: Found) =>
    pipe(
      decoded(codec, found, found.value),
      E.map((row) => ({ place: { sort: found.sort, key: found.key }, row })),
    ),
  );
  return (index, options) =>
    pipe(
      views.range(view, index, options),
      TE.chainEitherKW(({ position, value }) =>
        pipe(
          decodeAll(value),
          E.map((rows) => ({ position, value: rows })),
        ),
      ),
    );
};
