import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import * as E from 'fp-ts/Either';
import type { CallFailure } from '../call-failure';
import { type EventFilter, filterOf } from '../read/event-filter';
import type { GroupFilter } from './state/group-config';

const { FilterOptions } = ReadReq.Options;

const everything: EventFilter = () => true;

/** By the same rules as a filtered subscription, as whose request it is written down. */
export const matching = (wanted: GroupFilter | undefined): E.Either<CallFailure, EventFilter> => {
  if (wanted === undefined) return E.right(everything);
  const { on, by } = wanted;
  const expression = new FilterOptions.Expression();
  if ('regex' in by) expression.setRegex(by.regex);
  else expression.setPrefixList([...by.prefixes]);
  const options = new FilterOptions().setCount(new Empty()).setCheckpointintervalmultiplier(1);
  const filter = filterOf(on === 'stream' ? options.setStreamIdentifier(expression) : options.setEventType(expression));
  return E.isLeft(filter) ? filter : E.right(filter.right?.passes ?? everything);
};
