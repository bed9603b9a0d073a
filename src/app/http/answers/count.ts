import * as t from 'io-ts';
import { closedObject } from '../codecs/closed-object';
import { withSchema } from '../codecs/documented';

/** How many, or which: a whole number from zero on. */
export const WholeCount = withSchema(
  t.refinement(t.number, (value) => Number.isInteger(value) && value >= 0, 'WholeCount'),
  'a whole number',
  { type: 'integer', minimum: 0 },
);

export const Count = closedObject('Count', { count: WholeCount }, {});
