import * as fc from 'fast-check';
import { packChanges, unpackChanges } from '../../../../src/adapters/embedded/views/pack-change';
import type { Change } from '../../../../src/domain/shared/view';

const roundTrip = (...changes: ReadonlyArray<Change>) => unpackChanges(packChanges(changes));

describe('changes packed for the thread that writes', () => {
  it('hold each place of a row once', () => {
    const places = [
      { index: 'all', sort: '1' },
      { index: 'all', sort: '2' },
      { index: 'all', sort: '1' },
    ];
    const change = { kind: 'put', table: 'item', key: 'n-1', value: { a: 1 }, indexes: places } as const;
    expect(roundTrip(change)).toStrictEqual([['item', 'n-1', '{"a":1}', '[["all","1"],["all","2"]]']]);
  });

  it('are the name of the row alone where it is removed', () => {
    expect(roundTrip({ kind: 'remove', table: 'item', key: 'n-1' })).toStrictEqual([['item', 'n-1']]);
  });

  it('go in blocks, and come out in their order', () => {
    const changes = Array.from({ length: 300 }, (_, n): Change => ({
      kind: 'put',
      ...{ table: 'item', key: `n-${String(n)}`, value: { text: 'x'.repeat(n === 150 ? 100_000 : 700) }, indexes: [] },
    }));
    const blocks = packChanges(changes);
    expect(blocks.filter((block) => block.length > 64 * 1024)).toHaveLength(1);
    expect(unpackChanges(blocks).map(([, key]) => key)).toStrictEqual(changes.map(({ key }) => key));
  });

  it('come out as they went in, whatever texts they are made of, line breaks too', () => {
    const text = fc.string({ unit: 'binary' });
    const change = fc.record({ table: text, key: text, value: fc.dictionary(text, text), isThere: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change), (made) => {
        const changes = made.map(({ table, key, value, isThere }): Change =>
          isThere ? { kind: 'put', table, key, value, indexes: [] } : { kind: 'remove', table, key },
        );
        expect(roundTrip(...changes)).toStrictEqual(
          made.map(({ table, key, value, isThere }) =>
            isThere ? [table, key, JSON.stringify(value), '[]'] : [table, key],
          ),
        );
      }),
    );
  });
});
