import * as t from 'io-ts';
import { nullable } from '../../../domain/shared/codecs';
import type { Listed } from '../../queries';
import { closedObject } from '../codecs/closed-object';
import { WholeCount } from './count';

/** A page of a list: `nextCursor` is null at its end, `total` is there where pages were asked for. */
export const listed = <A>(name: string, item: t.Type<A, unknown>): t.Type<Listed<A>, unknown> =>
  closedObject(name, { data: t.readonlyArray(item), nextCursor: nullable(t.string) }, { total: WholeCount });
