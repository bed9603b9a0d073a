import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import type { AppFailure } from '../failure';
import type { Paging } from '../queries';
import { wholeNumber } from './codecs/from-text';
import { withSchema } from './codecs/documented';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const MAX_PAGE = 1_000_000;
const MAX_CURSOR = 1_000;

const Cursor = withSchema(
  t.refinement(t.string, (text) => text.length > 0 && text.length <= MAX_CURSOR, 'Cursor'),
  'the nextCursor of an answer',
  { type: 'string', minLength: 1, maxLength: MAX_CURSOR },
);

export const limitOf = { limit: wholeNumber(1, MAX_LIMIT) };
export const cursorPaging = { ...limitOf, cursor: Cursor };
/** Pages are for the platform's present front ends; they add a total. */
export const paging = { ...cursorPaging, page: wholeNumber(1, MAX_PAGE), pageSize: wholeNumber(1, MAX_LIMIT) };

type Given = {
  readonly limit?: number;
  readonly cursor?: string;
  readonly page?: number;
  readonly pageSize?: number;
};

export const limitFrom = ({ limit }: Pick<Given, 'limit'>): number => limit ?? DEFAULT_LIMIT;

/** By cursor, or by page where one is named; the two ways do not mix. */
export const pagingFrom = (given: Given): E.Either<AppFailure, Paging> => {
  const { cursor, page, pageSize } = given;
  if (page === undefined && pageSize === undefined) return E.right({ kind: 'cursor', limit: limitFrom(given), cursor });
  if (cursor !== undefined)
    return E.left({ _tag: 'InvalidInput', errors: [{ path: '/cursor', message: 'does not go with pages' }] });
  return E.right({ kind: 'page', page: page ?? 1, pageSize: pageSize ?? limitFrom(given) });
};
