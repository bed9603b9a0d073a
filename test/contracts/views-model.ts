import * as fc from 'fast-check';
import type { Checkpoint, RangeOptions, Ranged } from '../../src/domain/ports/views';
import type { Change, Row, RowKey } from '../../src/domain/shared/view';

/** A view as a map: what every adapter must answer, in the fewest words. */
export type Model = { readonly rows: ReadonlyMap<string, Row>; readonly checkpoint: Checkpoint };

const nameOf = ({ table, key }: RowKey): string => JSON.stringify([table, key]);
const bytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

export const emptyModel = (checkpoint: Checkpoint): Model => ({ rows: new Map(), checkpoint });

export const applied = (model: Model, to: Checkpoint, changes: ReadonlyArray<Change>): Model => {
  const rows = new Map(model.rows);
  for (const change of changes) {
    if (change.kind === 'remove') rows.delete(nameOf(change));
    else
      rows.set(nameOf(change), { table: change.table, key: change.key, value: change.value, indexes: change.indexes });
  }
  return { rows, checkpoint: to };
};

type Place = readonly [sort: string, key: string];
const comparePlaces = (one: Place, other: Place): number => bytes(one[0], other[0]) || bytes(one[1], other[1]);

const entriesOf = (model: Model, index: string): ReadonlyArray<Ranged> =>
  [...model.rows.values()]
    .flatMap(({ table, key, value, indexes }) =>
      [...new Set(indexes.filter((entry) => entry.index === index).map(({ sort }) => sort))].map((sort) => ({
        sort,
        key,
        table,
        value,
      })),
    )
    .sort((one, other) => comparePlaces([one.sort, one.key], [other.sort, other.key]));

const within = ({ from, to }: Pick<RangeOptions, 'from' | 'to'>, sort: string): boolean =>
  (from === undefined || bytes(sort, from) >= 0) && (to === undefined || bytes(sort, to) < 0);

export const rangeOf = (model: Model, index: string, options: RangeOptions): ReadonlyArray<Ranged> => {
  const backwards = options.direction === 'backwards';
  const { after } = options;
  const past = ({ sort, key }: Ranged): boolean => {
    if (after === undefined) return true;
    const order = comparePlaces([sort, key], [after.sort, after.key]);
    return backwards ? order < 0 : order > 0;
  };
  const found = entriesOf(model, index).filter((entry) => within(options, entry.sort) && past(entry));
  return (backwards ? found.reverse() : found).slice(0, options.limit);
};

export const countOf = (model: Model, index: string, bounds: Pick<RangeOptions, 'from' | 'to'>): number =>
  entriesOf(model, index).filter(({ sort }) => within(bounds, sort)).length;

export const rowsOf = (model: Model): ReadonlyArray<Row> =>
  [...model.rows.values()].sort((one, other) => bytes(one.table, other.table) || bytes(one.key, other.key));

const few = (texts: ReadonlyArray<string>) => fc.constantFrom(...texts);
const sorts = few(['', '1', '2', '20', 'ä', '\u{1f600}', '\uffee']);
const keys = few(['a', 'b', 'c', 'ü', '\u{1f600}', '\uffee']);
export const indexes = few(['all', 'some/u-1', 'some/u-2']);
/** A table of its own for each key, so that a place in a list names one row. */
const rowKeys = keys.map((key) => ({ table: key < 'c' ? 'one' : 'other', key }));
const values = fc.dictionary(fc.string({ maxLength: 3 }), fc.oneof(fc.integer(), fc.string(), fc.constant(null)), {
  maxKeys: 3,
  noNullPrototype: true,
});

export const changes: fc.Arbitrary<ReadonlyArray<Change>> = fc.array(
  fc.oneof(
    rowKeys.map((key) => ({ kind: 'remove' as const, ...key })),
    fc
      .tuple(rowKeys, values, fc.array(fc.record({ index: indexes, sort: sorts }), { maxLength: 3 }))
      .map(([key, value, entries]) => ({ kind: 'put' as const, ...key, value, indexes: entries })),
  ),
  { maxLength: 12 },
);

const maybe = <A>(values: fc.Arbitrary<A>) => fc.option(values, { nil: undefined });
export const bounds = fc.record({ from: maybe(sorts), to: maybe(sorts) }).map(present);
export const ranges: fc.Arbitrary<RangeOptions> = fc
  .record({
    from: maybe(sorts),
    to: maybe(sorts),
    after: maybe(fc.record({ sort: sorts, key: keys })),
    direction: maybe(few(['forwards', 'backwards'])),
    limit: fc.integer({ min: 1, max: 8 }),
  })
  .map((options) => present(options) as RangeOptions);

/** Without the fields that are undefined: an option is there or it is not. */
function present<A extends object>(options: A): { readonly [K in keyof A]?: Exclude<A[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
