import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import * as t from 'io-ts';
import { ledgerEventCodecs } from '../../../src/domain/events';
import { nullable } from '../../../src/domain/shared/codecs';
import { withOptional } from '../../../src/domain/shared/event-codec';
import { isExactly } from '../../../src/domain/shared/is-exactly';
import { arbitraryOf } from '../../support/arbitraries';

const codecs = Object.values(ledgerEventCodecs as unknown as Readonly<Record<string, t.Type<object, unknown>>>);

/** Puts one more field into one of the objects within a value. */
const withAnother = (value: unknown, pick: number): unknown => {
  const objects: Array<Record<string, unknown>> = [];
  const copy = JSON.parse(JSON.stringify(value), (_key, part: unknown) => {
    if (typeof part === 'object' && part !== null && !Array.isArray(part))
      objects.push(part as Record<string, unknown>);
    return part;
  }) as unknown;
  const chosen = objects[pick % objects.length];
  if (chosen !== undefined) chosen['ofALaterVersion'] = 1;
  return copy;
};

it('holds for what decoding gives back as it is, and for nothing else', () => {
  for (const codec of codecs) {
    const holds = isExactly(codec);
    fc.assert(
      fc.property(arbitraryOf(codec), fc.nat(), (event, pick) => {
        expect(holds(event)).toBe(true);
        const other = withAnother(event, pick);
        const decoded = codec.decode(other);
        const isUnchanged = E.isRight(decoded) && JSON.stringify(decoded.right) === JSON.stringify(other);
        expect(holds(other)).toBe(isUnchanged);
      }),
      { numRuns: 30 },
    );
  }
});

it('looks into lists, choices and fields that may be absent', () => {
  const Part = t.strict({ a: t.string });
  const holds = isExactly(
    t.strict({ list: t.readonlyArray(Part), maybe: nullable(Part), more: withOptional({ a: t.string }, { b: Part }) }),
  );
  const whole = { list: [{ a: 'x' }], maybe: { a: 'x' }, more: { a: 'x', b: { a: 'x' } } };
  expect(holds(whole)).toBe(true);
  expect(holds({ ...whole, maybe: null, more: { a: 'x' } })).toBe(true);
  expect(holds({ ...whole, list: [{ a: 'x', c: 1 }] })).toBe(false);
  expect(holds({ ...whole, maybe: { a: 'x', c: 1 } })).toBe(false);
  expect(holds({ ...whole, more: { a: 'x', b: { a: 'x', c: 1 } } })).toBe(false);
  expect(holds({ ...whole, more: { a: 1 } })).toBe(false);
});
