/** Values as they stand in a path, a query or a header: text. */
import * as t from 'io-ts';
import { toInstant } from '../../../domain/shared/codecs';
import type { Position } from '../../../domain/shared/stored-event';
import type { Moment } from '../../queries';
import { withSchema } from './documented';

const fromText = <A>(name: string, read: (text: string) => A | undefined, is: t.Is<A>): t.Type<A, unknown> =>
  new t.Type<A, unknown>(
    name,
    is,
    (value, context) => {
      const result = typeof value === 'string' ? read(value) : undefined;
      return result === undefined ? t.failure(value, context) : t.success(result);
    },
    String,
  );

export const wholeNumber = (min: number, max: number): t.Type<number, unknown> => {
  const isInRange = (value: number): boolean => value >= min && value <= max;
  const read = (text: string): number | undefined =>
    /^\d{1,15}$/.test(text) && isInRange(Number(text)) ? Number(text) : undefined;
  return withSchema(
    fromText('WholeNumber', read, t.number.is),
    `a whole number from ${String(min)} to ${String(max)}`,
    { type: 'integer', minimum: min, maximum: max },
  );
};

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);
export const Flag = withSchema(
  fromText('Flag', (text) => FLAGS.get(text), t.boolean.is),
  'true or false',
  {
    type: 'boolean',
  },
);

/** The greatest position that a 64-bit journal can have. */
const MAX_POSITION = 2n ** 64n - 1n;

const readPosition = (text: string): Position | undefined => {
  if (!/^\d{1,20}$/.test(text)) return undefined;
  const position = BigInt(text);
  return position <= MAX_POSITION ? position : undefined;
};
/** A place in the ledger as a decimal string, since it is a 64-bit number. */
export const GivenPosition = withSchema(fromText('GivenPosition', readPosition, t.bigint.is), 'a decimal position', {
  type: 'string',
  pattern: '^[0-9]{1,20}$',
});

const readMoment = (text: string): Moment | undefined => {
  const position = readPosition(text);
  if (position !== undefined) return { kind: 'position', position };
  const at = toInstant(text);
  return at === undefined ? undefined : { kind: 'time', at };
};
const isMoment = (value: unknown): value is Moment => typeof value === 'object' && value !== null && 'kind' in value;
/** When: a place in the ledger where it is digits alone, else a time. */
export const GivenMoment = withSchema(
  fromText('GivenMoment', readMoment, isMoment),
  'an ISO 8601 date and time with an offset, or a decimal position',
  { type: 'string' },
);

export const IdempotencyKey = withSchema(
  fromText('IdempotencyKey', (text) => (/^[\x20-\x7e]{1,255}$/.test(text) ? text : undefined), t.string.is),
  '1 to 255 printable ASCII characters',
  { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
);
