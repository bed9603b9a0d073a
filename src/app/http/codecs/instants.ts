import * as t from 'io-ts';
import { Instant as Stored, toInstant } from '../../../domain/shared/codecs';
import { withSchema } from './documented';

/** As the ledger writes it: in UTC, with milliseconds. */
export const Instant = withSchema(Stored, 'an instant in UTC with milliseconds', {
  type: 'string',
  format: 'date-time',
});

/** As callers may write it: any ISO 8601 date and time with an offset. */
export const GivenInstant = withSchema(
  new t.Type<Stored, string>(
    'GivenInstant',
    Stored.is,
    (value, context) => {
      const instant = typeof value === 'string' ? toInstant(value) : undefined;
      return instant === undefined ? t.failure(value, context) : t.success(instant);
    },
    (instant) => instant,
  ),
  'an ISO 8601 date and time with an offset',
  { type: 'string', format: 'date-time' },
);
