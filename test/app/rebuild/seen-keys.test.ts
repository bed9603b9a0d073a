import * as fc from 'fast-check';
import { createSeenKeys } from '../../../src/app/rebuild/seen-keys';

it('never takes for new what was noted', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 200 }), (names) => {
      const seen = createSeenKeys();
      for (const name of names) seen.note(name);
      expect(names.some(seen.isNew)).toBe(false);
    }),
    { numRuns: 20 },
  );
});

it('knows nearly everything else for new, when it has seen hundreds of thousands', () => {
  const seen = createSeenKeys();
  for (let n = 0; n < 300_000; n += 1) seen.note(`item\0n-${String(n)}`);
  const others = Array.from({ length: 10_000 }, (_, n) => `item\0m-${String(n)}`);
  expect(others.filter(seen.isNew).length).toBeGreaterThan(9_900);
});
