import fc from 'fast-check';
import { mostBytesOf, weightOf } from '../../../src/adapters/eventstoredb/size-of';
import { dataBytesOf } from '../../../src/adapters/eventstoredb/to-event-data';
import type { Json, JsonObject } from '../../../src/domain/shared/json';
import { newEvent } from '../../support/journal-events';

const text = fc.string({ unit: 'binary' });
const data = fc.dictionary(text, fc.jsonValue({ stringUnit: 'binary' })) as fc.Arbitrary<JsonObject>;

describe('the size of an event', () => {
  it('is never more in bytes of JSON than is said at most', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(dataBytesOf([newEvent({ data: value })])).toBeLessThanOrEqual(mostBytesOf(value));
      }),
    );
  });

  it('grows in memory with what is in it', () => {
    const weight = (characters: number) => weightOf(newEvent({ data: { text: 'x'.repeat(characters) } }));
    expect(weight(5000) - weight(1000)).toBe(4000);
  });

  it('is found of what is nested as deeply as anybody may have written it', () => {
    let nested: Json = {};
    for (let depth = 0; depth < 200_000; depth += 1) nested = [nested];
    expect(weightOf(newEvent({ data: { nested } }))).toBeGreaterThan(200_000);
  });
});
