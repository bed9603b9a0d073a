import * as t from 'io-ts';
import { Priority } from '../../../domain/shared/codecs';
import { withSchema } from './documented';

const WORDS: ReadonlyMap<unknown, Priority> = new Map<unknown, Priority>([
  ['P0', 'P0'],
  ['P1', 'P1'],
  ['P2', 'P2'],
  ['P3', 'P3'],
  ['urgent', 'P0'],
  ['high', 'P1'],
  ['medium', 'P2'],
  ['low', 'P3'],
  [10, 'P0'],
  [7, 'P1'],
  [5, 'P2'],
  [2, 'P3'],
]);

/** A priority in any of the platform's three ways to write it; one type inside (contract: priorities). */
export const GivenPriority = withSchema(
  new t.Type<Priority, Priority>(
    'GivenPriority',
    Priority.is,
    (value, context) => {
      const priority = WORDS.get(value);
      return priority === undefined ? t.failure(value, context) : t.success(priority);
    },
    (priority) => priority,
  ),
  'urgent, high, medium or low, P0 to P3, or 10, 7, 5 or 2',
  { enum: ['urgent', 'high', 'medium', 'low', 'P0', 'P1', 'P2', 'P3', 10, 7, 5, 2] },
);
