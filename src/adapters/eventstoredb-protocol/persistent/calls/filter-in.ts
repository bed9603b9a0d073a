import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb';
import * as E from 'fp-ts/Either';
import type { CallFailure } from '../../call-failure';
import { matching } from '../matching';
import type { GroupFilter } from '../state/group-config';

type FilterOptions = CreateReq.AllOptions.FilterOptions;

const byOf = (expression: CreateReq.AllOptions.FilterOptions.Expression): GroupFilter['by'] => {
  const regex = expression.getRegex();
  return regex === '' ? { prefixes: expression.getPrefixList() } : { regex };
};

const groupFilter = (options: FilterOptions): GroupFilter | undefined => {
  const ofStream = options.getStreamIdentifier();
  if (ofStream !== undefined) return { on: 'stream', by: byOf(ofStream) };
  const ofType = options.getEventType();
  return ofType === undefined ? undefined : { on: 'type', by: byOf(ofType) };
};

/** The filter of a group on everything, which only its creation gives; refused where it makes no sense. */
export const filterIn = (
  all: CreateReq.AllOptions | UpdateReq.AllOptions | undefined,
): E.Either<CallFailure, GroupFilter | undefined> => {
  const options = all !== undefined && 'getFilter' in all ? all.getFilter() : undefined;
  const filter = options === undefined ? undefined : groupFilter(options);
  if (filter === undefined) return E.right(undefined);
  const matcher = matching(filter);
  return E.isLeft(matcher) ? matcher : E.right(filter);
};
