import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import type { AppFailure } from '../failure';

/** A place in a list, from which the next page goes on. */
export type Place = { readonly sort: string; readonly key: string };

const CursorText = t.tuple([t.string, t.string]);

export const encodeCursor = ({ sort, key }: Place): string =>
  Buffer.from(JSON.stringify([sort, key])).toString('base64url');

const parse = (text: string): E.Either<unknown, unknown> =>
  E.tryCatch(
    () => JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown,
    (error) => error,
  );

/** Opaque to callers: what this server did not make is refused. */
export const decodeCursor = (text: string): E.Either<AppFailure, Place> =>
  pipe(
    parse(text),
    E.chainW((value) => CursorText.decode(value)),
    E.map(([sort, key]) => ({ sort, key })),
    E.filterOrElseW(
      (place) => encodeCursor(place) === text,
      () => undefined,
    ),
    E.mapLeft(() => ({ _tag: 'InvalidInput', errors: [{ path: '/cursor', message: 'is not a cursor of this list' }] })),
  );
