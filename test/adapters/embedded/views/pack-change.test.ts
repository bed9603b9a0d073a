import { packChange } from '../../../../src/adapters/embedded/views/pack-change';

describe('a change packed for the thread that writes', () => {
  it('holds each place of the row once', () => {
    const places = [
      { index: 'all', sort: '1' },
      { index: 'all', sort: '2' },
      { index: 'all', sort: '1' },
    ];
    const change = { kind: 'put', table: 'item', key: 'n-1', value: { a: 1 }, indexes: places } as const;
    expect(packChange(change)).toStrictEqual(['item', 'n-1', '{"a":1}', '[["all","1"],["all","2"]]']);
  });

  it('is the name of the row alone where it is removed', () => {
    expect(packChange({ kind: 'remove', table: 'item', key: 'n-1' })).toStrictEqual(['item', 'n-1']);
  });
});
