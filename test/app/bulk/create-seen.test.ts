import fc from 'fast-check';
import { createSeen } from '../../../src/app/bulk/create-seen';

it('knows of each name whether it came before, as a set of all of them would', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 2_000 }), (names) => {
      const seen = createSeen();
      const all = new Set<string>();
      for (const name of names) {
        expect(seen.add(name)).toBe(!all.has(name));
        all.add(name);
      }
    }),
  );
});

it('knows two hundred thousand of them apart, and again', () => {
  const seen = createSeen();
  const names = Array.from({ length: 200_000 }, (_, index) => `user-${String(index)}`);
  expect(names.filter((name) => !seen.add(name))).toStrictEqual([]);
  expect(names.filter((name) => seen.add(name))).toStrictEqual([]);
});
