import * as fc from 'fast-check';
import { deriveId, deriveIds } from '../../../src/domain/shared/derive-id';

const namespace = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('ids that are derived', () => {
  it('are the same, one by one or many with a common beginning', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, fc.array(text), fc.array(fc.oneof(text, fc.nat())), (first, more, lasts) => {
        const idOf = deriveIds(namespace, first, ...more);
        expect(lasts.map(idOf)).toStrictEqual(lasts.map((last) => deriveId(namespace, first, ...more, last)));
      }),
    );
  });

  it('are UUIDs of version 5', () => {
    expect(deriveId(namespace, 'a', 1)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
