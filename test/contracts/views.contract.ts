import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import type { Checkpoint, Snapshot, Views } from '../../src/domain/ports/views';
import type { Change, Row, ViewId } from '../../src/domain/shared/view';
import { generationLaws } from './views-generations.laws';
import { applied, bounds, changes, countOf, emptyModel, indexes, rangeOf, ranges, rowsOf } from './views-model';

/** One storage; `viewsOf` opens the port on it for a ledger, as often as it is asked. */
export type ViewsStorage = {
  readonly viewsOf: (ledgerId: string) => Promise<Views>;
  readonly close: () => Promise<void>;
};

const right = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw new Error(`a Left: ${JSON.stringify(outcome.left)}`);
  return outcome.right;
};
const at = (position: bigint): Checkpoint => ({ ledgerId: 'ledger-1', position, eventId: `event-${String(position)}` });
const start: Checkpoint = { ledgerId: 'ledger-1', position: 0n, eventId: '' };
const put = (key: string, ...sorts: ReadonlyArray<string>): Change & { readonly kind: 'put' } => ({
  kind: 'put',
  table: 'table',
  key,
  value: { key },
  indexes: sorts.map((sort) => ({ index: 'list', sort })),
});
const allRows = async ({ rows, close }: Snapshot): Promise<ReadonlyArray<Row>> => {
  const found: Array<Row> = [];
  for await (const { json, ...row } of rows) {
    expect(JSON.parse(json)).toStrictEqual(row.value);
    found.push(row);
  }
  await close();
  return found;
};

/** A row's entries are a set. */
const withSortedEntries = ({ indexes: entries, ...row }: Row) => ({
  ...row,
  entries: [...new Set(entries.map(({ index, sort }) => JSON.stringify([index, sort])))].sort(),
});

/** What every Views owes its callers. Each case has views of its own, so that one shared server will do. */
export const viewsContract = (name: string, open: () => Promise<ViewsStorage>): void => {
  describe(`views: ${name}`, () => {
    let storage: ViewsStorage;
    let views: Views;
    let view: ViewId;
    let cases = 0;

    beforeAll(async () => {
      storage = await open();
      views = await storage.viewsOf('ledger-1');
    });
    beforeEach(() => {
      cases += 1;
      view = { name: `case-${String(cases)}`, version: 1 };
    });
    afterAll(async () => storage.close());

    it('knows no checkpoint of a view that was never begun, and reads nothing from it', async () => {
      const notReady = E.left({ _tag: 'ViewNotReady', view: view.name });
      expect(await views.checkpoint(view)()).toStrictEqual(E.right(undefined));
      expect(await views.get(view, [{ table: 'table', key: 'a' }])()).toStrictEqual(notReady);
      expect(await views.range(view, 'list', { limit: 1 })()).toStrictEqual(notReady);
      expect(await views.count(view, 'list')()).toStrictEqual(notReady);
      expect(await views.snapshot(view)()).toStrictEqual(notReady);
    });

    it('does not begin a view by applying to it', async () => {
      const step = { from: start, to: at(1n), changes: [put('a')] };
      expect(await views.apply(view, step)()).toStrictEqual(E.left({ _tag: 'CheckpointMoved', view: view.name }));
      expect(await views.checkpoint(view)()).toStrictEqual(E.right(undefined));
    });

    it('begins a view at position 0 of its ledger, empty', async () => {
      expect(await views.reset(view)()).toStrictEqual(E.right(start));
      expect(await views.checkpoint(view)()).toStrictEqual(E.right(start));
      expect(await views.range(view, 'list', { limit: 1 })()).toStrictEqual(E.right({ position: 0n, value: [] }));
    });

    it('moves rows and checkpoint in one step, and answers with the position', async () => {
      await views.reset(view)();
      const step = { from: start, to: at(7n), changes: [put('a', '1'), put('b', '2')] };
      expect(await views.apply(view, step)()).toStrictEqual(E.right(undefined));
      expect(await views.checkpoint(view)()).toStrictEqual(E.right(at(7n)));
      expect(
        await views.get(view, [
          { table: 'table', key: 'b' },
          { table: 'table', key: 'none' },
        ])(),
      ).toStrictEqual(E.right({ position: 7n, value: [{ table: 'table', key: 'b', value: { key: 'b' } }] }));
      expect(await views.count(view, 'list')()).toStrictEqual(E.right({ position: 7n, value: 2 }));
    });

    it('gives values back with their fields in the order they were written in', async () => {
      await views.reset(view)();
      const value = { z: 1, a: { y: [1], b: null }, 'a long name': 'x' };
      await views.apply(view, { from: start, to: at(1n), changes: [{ ...put('a', '1'), value }] })();
      const [row] = right(await views.get(view, [{ table: 'table', key: 'a' }])()).value;
      const { rows, close } = right(await views.snapshot(view)());
      for await (const { json } of rows) expect(json).toBe(JSON.stringify(value));
      await close();
      const [snapped] = await allRows(right(await views.snapshot(view)()));
      expect([row, snapped].map((one) => JSON.stringify(one?.value))).toStrictEqual(
        Array.from({ length: 2 }, () => JSON.stringify(value)),
      );
    });

    it.each([
      ['an earlier position', start],
      ['another event at the same position', { ...at(1n), eventId: 'event-x' }],
      ['another ledger', { ...at(1n), ledgerId: 'ledger-2' }],
    ])('changes nothing from a checkpoint with %s', async (_, from) => {
      await views.reset(view)();
      await views.apply(view, { from: start, to: at(1n), changes: [put('a', '1')] })();
      const step = { from, to: at(2n), changes: [put('b', '2')] };
      expect(await views.apply(view, step)()).toStrictEqual(E.left({ _tag: 'CheckpointMoved', view: view.name }));
      expect(await views.checkpoint(view)()).toStrictEqual(E.right(at(1n)));
      expect(await views.count(view, 'list')()).toStrictEqual(E.right({ position: 1n, value: 1 }));
    });

    it('lets one of two writers from the same checkpoint win each step', async () => {
      const other = await storage.viewsOf('ledger-1');
      await views.reset(view)();
      const step = async (writer: Views, key: string): Promise<boolean> => {
        const from = right(await writer.checkpoint(view)()) ?? start;
        const outcome = await writer.apply(view, { from, to: at(from.position + 1n), changes: [put(key, key)] })();
        return E.isRight(outcome);
      };
      const wins: Array<boolean> = [];
      for (const round of Array.from({ length: 40 }, (_, index) => index))
        wins.push(...(await Promise.all([step(views, `a-${String(round)}`), step(other, `b-${String(round)}`)])));
      const won = wins.filter(Boolean).length;
      expect(right(await views.checkpoint(view)())).toStrictEqual(at(BigInt(won)));
      expect(right(await views.count(view, 'list')()).value).toBe(won);
      expect(won).toBeGreaterThanOrEqual(40);
    });

    it('keeps nothing of a step that fails half-way', async () => {
      await views.reset(view)();
      const endless: Record<string, unknown> = {};
      endless['itself'] = endless;
      const broken = { ...put('b', '2'), value: endless } as unknown as Change;
      const outcome = await views.apply(view, { from: start, to: at(1n), changes: [put('a', '1'), broken] })();
      expect(E.isLeft(outcome)).toBe(true);
      expect(await views.checkpoint(view)()).toStrictEqual(E.right(start));
      expect(await views.count(view, 'list')()).toStrictEqual(E.right({ position: 0n, value: 0 }));
    });

    it('keeps names of views apart', async () => {
      const other = { ...view, name: `${view.name}-other` };
      await views.reset(view)();
      await views.reset(other)();
      await views.apply(view, { from: start, to: at(1n), changes: [put('a', '1')] })();
      expect(right(await views.count(view, 'list')()).value).toBe(1);
      expect(right(await views.count(other, 'list')()).value).toBe(0);
    });

    it('drops every row with a reset, and refuses who still writes from before it', async () => {
      await views.reset(view)();
      await views.apply(view, { from: start, to: at(1n), changes: [put('a', '1')] })();
      await views.reset(view)();
      const late = await views.apply(view, { from: at(1n), to: at(2n), changes: [put('b', '2')] })();
      expect(late).toStrictEqual(E.left({ _tag: 'CheckpointMoved', view: view.name }));
      expect(right(await views.count(view, 'list')()).value).toBe(0);
      expect(await allRows(right(await views.snapshot(view)()))).toStrictEqual([]);
    });

    it('answers nothing from a view of another ledger', async () => {
      await views.reset(view)();
      const stranger = await storage.viewsOf('ledger-2');
      const notReady = E.left({ _tag: 'ViewNotReady', view: view.name });
      expect(await stranger.count(view, 'list')()).toStrictEqual(notReady);
      expect(await stranger.get(view, [])()).toStrictEqual(notReady);
      expect(await stranger.snapshot(view)()).toStrictEqual(notReady);
      expect(right(await stranger.checkpoint(view)())?.ledgerId).toBe('ledger-1');
    });

    it('takes a snapshot that later steps do not reach', async () => {
      await views.reset(view)();
      const first = Array.from({ length: 600 }, (_, index) => put(`row-${String(index).padStart(4, '0')}`, '1'));
      await views.apply(view, { from: start, to: at(1n), changes: first })();
      const snapshot = right(await views.snapshot(view)());
      await views.apply(view, { from: at(1n), to: at(2n), changes: [{ ...first[599]!, kind: 'remove' }, put('z')] })();
      const rows = await allRows(snapshot);
      expect(snapshot.checkpoint).toStrictEqual(at(1n));
      expect(rows.map(({ key }) => key)).toStrictEqual(first.map(({ key }) => key));
    });

    generationLaws(() => ({ views, view, viewsOf: storage.viewsOf }));

    it('answers every question as a plain map would, whatever is applied', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(changes, { minLength: 1, maxLength: 4 }),
          fc.array(fc.tuple(indexes, ranges, bounds), { minLength: 1, maxLength: 6 }),
          async (steps, questions) => {
            let model = emptyModel(right(await views.reset(view)()));
            for (const step of steps) {
              const to = at(model.checkpoint.position + 1n);
              right(await views.apply(view, { from: model.checkpoint, to, changes: step })());
              model = applied(model, to, step);
            }
            const { position } = model.checkpoint;
            for (const [index, range, bound] of questions) {
              const ranged = right(await views.range(view, index, range)());
              expect(ranged).toStrictEqual({ position, value: rangeOf(model, index, range) });
              const counted = right(await views.count(view, index, bound)());
              expect(counted).toStrictEqual({ position, value: countOf(model, index, bound) });
            }
            const rows = await allRows(right(await views.snapshot(view)()));
            expect(rows.map(withSortedEntries)).toStrictEqual(rowsOf(model).map(withSortedEntries));
          },
        ),
        { numRuns: 150 },
      );
    });
  });
};
