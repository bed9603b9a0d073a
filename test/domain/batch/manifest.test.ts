import fc from 'fast-check';
import { manifestOf } from '../../support/batch-facts';

const chunksOfIds = fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), { maxLength: 5 });

it('tells two lists of recipients apart by their digest, also where they differ in order or division only', () => {
  fc.assert(
    fc.property(chunksOfIds, chunksOfIds, (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      expect(manifestOf(...one).digest === manifestOf(...other).digest).toBe(isSame);
    }),
  );
  expect(manifestOf(['u-1', 'u-2']).digest).not.toBe(manifestOf(['u-2', 'u-1']).digest);
  expect(manifestOf(['u-1', 'u-2']).digest).not.toBe(manifestOf(['u-1'], ['u-2']).digest);
  expect(manifestOf(['u-1', 'u-2']).digest).not.toBe(manifestOf(['u-1","u-2']).digest);
});
