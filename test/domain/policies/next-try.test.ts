import fc from 'fast-check';
import { nextTry, type Setback } from '../../../src/domain/policies/next-try';
import { at } from '../../support/vocabulary';

const setback: Setback = {
  now: at(0),
  before: 0,
  delays: [10_000, 60_000, 300_000],
  fraction: 0.5,
  retryAfterSeconds: null,
};

describe('the next try', () => {
  it('comes after the delay of its place, the last one for all beyond', () => {
    expect([0, 1, 2, 3, 9].map((before) => nextTry({ ...setback, before }))).toStrictEqual(
      [10, 60, 300, 300, 300].map(at),
    );
  });

  it('is never more than a fifth earlier or later', () => {
    expect(nextTry({ ...setback, fraction: 0 })).toBe(at(8));
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (fraction) => {
        const next = nextTry({ ...setback, fraction });
        expect(next >= at(8) && next <= at(12)).toBe(true);
      }),
    );
  });

  it('is not before the time that the provider asked for', () => {
    fc.assert(
      fc.property(fc.nat(), (retryAfterSeconds) => {
        expect(nextTry({ ...setback, retryAfterSeconds }) >= at(Math.min(retryAfterSeconds, 1e9))).toBe(true);
      }),
    );
  });

  it('can still be written where the provider asks for an eternity', () => {
    expect(nextTry({ ...setback, retryAfterSeconds: 1e300 })).toBe('9999-12-31T23:59:59.999Z');
  });

  it('waits ten seconds where no retry is configured', () => {
    expect(nextTry({ ...setback, delays: [] })).toBe(at(10));
  });
});
