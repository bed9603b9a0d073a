import * as fc from 'fast-check';
import { digestRows } from '../../../src/app/rebuild/digest-rows';

const rows = fc.uniqueArray(fc.tuple(fc.constantFrom('one', 'other'), fc.string(), fc.json()), {
  selector: ([table, key]) => JSON.stringify([table, key]),
});

it('is the same whatever the order, and what is taken away again leaves no trace', () => {
  fc.assert(
    fc.property(rows, rows, (kept, others) => {
      const [one, other] = [digestRows(), digestRows()];
      for (const [table, key, json] of kept) one.add({ table, key }, json);
      for (const [table, key, json] of [...others, ...kept.toReversed()]) other.add({ table, key }, json);
      const resumed = digestRows(other.hex());
      for (const [table, key, json] of others) resumed.take({ table, key }, json);
      expect(resumed.hex()).toBe(one.hex());
      expect(one.hex()).toMatch(/^[0-9a-f]{64}$/);
    }),
  );
});

it('tells rows apart by table, key and value', () => {
  const digestOf = (table: string, key: string, json: string): string => {
    const digest = digestRows();
    digest.add({ table, key }, json);
    return digest.hex();
  };
  const found = [
    digestOf('item', 'a', '{}'),
    digestOf('other', 'a', '{}'),
    digestOf('item', 'b', '{}'),
    digestOf('item', 'a', '{"a":1}'),
    digestRows().hex(),
  ];
  expect(new Set(found).size).toBe(found.length);
});
