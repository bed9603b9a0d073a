import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Placed, Question, QuestionFailure } from '../../projections/question';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { Listed, Paging } from '../queries';
import { decodeCursor, encodeCursor, type Place } from './cursor';

/** A list of a view. `wanted`: which of its rows are meant; absent: all, and then the list's own count is the total. */
export type Listing<A> = {
  readonly page: (after: Place | undefined, limit: number) => Question<ReadonlyArray<Placed<A>>>;
  readonly count: () => Question<number>;
  readonly wanted: ((row: A) => boolean) | undefined;
};

/** Where few rows are wanted, a page by cursor ends after so many were looked at; the cursor goes on from there. */
const lookedAtMost = 2_000;
const rowsAtOnce = 200;

type Rows<A> = E.Either<QuestionFailure, { readonly rows: ReadonlyArray<A>; readonly next: Place | undefined }>;

const byCursor = async <A>(listing: Listing<A>, after: Place | undefined, limit: number): Promise<Rows<A>> => {
  const { page, wanted = () => true } = listing;
  const atOnce = listing.wanted === undefined ? limit + 1 : rowsAtOnce;
  const rows: Array<A> = [];
  let next = after;
  for (let lookedAt = 0; lookedAt < lookedAtMost; lookedAt += atOnce) {
    const found = await page(next, atOnce)();
    if (E.isLeft(found)) return found;
    for (const { row, place } of found.right.value) {
      if (rows.length === limit) return E.right({ rows, next });
      if (wanted(row)) rows.push(row);
      next = place;
    }
    if (found.right.value.length < atOnce) return E.right({ rows, next: undefined });
  }
  return E.right({ rows, next });
};

/** Row after row from the start of the list, until `visit` has seen enough; lets others run between the steps. */
const walk = async <A>(
  { page }: Listing<A>,
  visit: (row: A) => 'on' | 'enough',
): Promise<E.Either<QuestionFailure, void>> => {
  let after: Place | undefined;
  while (true) {
    const found = await page(after, rowsAtOnce)();
    if (E.isLeft(found)) return found;
    for (const { row } of found.right.value) if (visit(row) === 'enough') return E.right(undefined);
    if (found.right.value.length < rowsAtOnce) return E.right(undefined);
    after = found.right.value.at(-1)?.place;
    await setImmediate();
  }
};

type Numbered<A> = E.Either<QuestionFailure, { readonly rows: ReadonlyArray<A>; readonly total: number }>;

const byNumber = async <A>(listing: Listing<A>, skip: number, take: number): Promise<Numbered<A>> => {
  const { wanted, count } = listing;
  const counted = await count()();
  if (E.isLeft(counted)) return counted;
  const all = counted.right.value;
  if (wanted === undefined && skip >= all) return E.right({ rows: [], total: all });
  const rows: Array<A> = [];
  let passed = 0;
  const walked = await walk(listing, (row) => {
    if (wanted?.(row) === false) return 'on';
    if (passed >= skip && rows.length < take) rows.push(row);
    passed += 1;
    return wanted === undefined && rows.length === take ? 'enough' : 'on';
  });
  return E.isLeft(walked) ? walked : E.right({ rows, total: wanted === undefined ? all : passed });
};

/** A page of a list: by cursor, or by its number, which gives the total besides. */
export const listRows = <A>(listing: Listing<A>, paging: Paging): TE.TaskEither<AppFailure, Listed<A>> => {
  if (paging.kind === 'page')
    return pipe(
      async () => byNumber(listing, (paging.page - 1) * paging.pageSize, paging.pageSize),
      TE.bimap(unavailable, ({ rows, total }) => ({ data: rows, nextCursor: null, total })),
    );
  const after = paging.cursor === undefined ? E.right(undefined) : decodeCursor(paging.cursor);
  return pipe(
    TE.fromEither(after),
    TE.chain((place) => pipe(async () => byCursor(listing, place, paging.limit), TE.mapLeft(unavailable))),
    TE.map(({ rows, next }) => ({ data: rows, nextCursor: next === undefined ? null : encodeCursor(next) })),
  );
};
