import { setImmediate as nextTurn } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { Checkpoint, Views } from '../../src/domain/ports/views';
import { besideOf, type Change, type ViewId } from '../../src/domain/shared/view';
import { right } from '../support/right';

type Given = {
  readonly views: Views;
  readonly view: ViewId;
  readonly viewsOf: (ledgerId: string) => Promise<Views>;
};

const start: Checkpoint = { ledgerId: 'ledger-1', position: 0n, eventId: '' };
const at = (position: bigint): Checkpoint => ({ ledgerId: 'ledger-1', position, eventId: `event-${String(position)}` });
const put = (key: string): Change => ({
  kind: 'put',
  table: 'table',
  key,
  value: { key },
  indexes: [{ index: 'list', sort: key }],
});
const moved = (view: ViewId) => E.left({ _tag: 'CheckpointMoved', view: view.name });
const notReady = (view: ViewId) => E.left({ _tag: 'ViewNotReady', view: view.name });

/** What holds of a view that is made beside the live one of its name. */
export const generationLaws = (given: () => Given): void => {
  let views: Views;
  let view: ViewId;
  let beside: ViewId;
  /** A view with these rows, each a step of its own. */
  const fill = async (made: ViewId, ...keys: ReadonlyArray<string>): Promise<Checkpoint> => {
    let from = right(await views.reset(made)());
    for (const key of keys) {
      const to = at(from.position + 1n);
      right(await views.apply(made, { from, to, changes: [put(key)] })());
      from = to;
    }
    return from;
  };
  const keysOf = async (asked: ViewId) => {
    const { position, value } = right(await views.range(asked, 'list', { limit: 100 })());
    return { position, keys: value.map(({ key }) => key) };
  };

  beforeEach(() => {
    ({ views, view } = given());
    beside = besideOf(view);
  });

  it('knows of no live view where none was begun, also while one is made beside', async () => {
    await fill(beside, 'a');
    expect(await views.live(view.name)()).toStrictEqual(E.right(undefined));
    expect(await views.checkpoint(view)()).toStrictEqual(E.right(undefined));
    expect(await views.count(view, 'list')()).toStrictEqual(notReady(view));
  });

  it('knows the live view by its name alone, whatever its version and ledger', async () => {
    await fill({ ...view, version: 3 }, 'a');
    const known = { version: 3, checkpoint: at(1n) };
    expect(await views.live(view.name)()).toStrictEqual(E.right(known));
    expect(await (await given().viewsOf('ledger-2')).live(view.name)()).toStrictEqual(E.right(known));
  });

  it('answers questions from the live view of whatever version, and lets only its own version write', async () => {
    await fill(view, 'a');
    const next = { ...view, version: 2 };
    expect(await keysOf(next)).toStrictEqual({ position: 1n, keys: ['a'] });
    expect(right(await views.get(next, [{ table: 'table', key: 'a' }])()).value).toHaveLength(1);
    expect(await views.count(next, 'list')()).toStrictEqual(E.right({ position: 1n, value: 1 }));
    expect(await views.checkpoint(next)()).toStrictEqual(E.right(undefined));
    expect(await views.snapshot(next)()).toStrictEqual(notReady(next));
    expect(await views.apply(next, { from: at(1n), to: at(2n), changes: [] })()).toStrictEqual(moved(next));
  });

  it('has one live view of a name: another version that is begun in its place drops it', async () => {
    await fill(view, 'a', 'b');
    await fill({ ...view, version: 2 }, 'c');
    expect(await keysOf(view)).toStrictEqual({ position: 1n, keys: ['c'] });
    expect(await views.checkpoint(view)()).toStrictEqual(E.right(undefined));
  });

  it('keeps the live view and the one beside it apart', async () => {
    await fill(view, 'a');
    await fill(beside, 'b', 'c');
    expect(await keysOf(view)).toStrictEqual({ position: 1n, keys: ['a'] });
    expect(await keysOf(beside)).toStrictEqual({ position: 2n, keys: ['b', 'c'] });
    await views.reset(beside)();
    expect(await keysOf(view)).toStrictEqual({ position: 1n, keys: ['a'] });
    expect(await keysOf(beside)).toStrictEqual({ position: 0n, keys: [] });
  });

  it('asks what is beside by exactly its version', async () => {
    await fill(beside, 'a');
    const other = { ...beside, version: 2 };
    expect(await views.checkpoint(other)()).toStrictEqual(E.right(undefined));
    expect(await views.count(other, 'list')()).toStrictEqual(notReady(other));
  });

  it('makes what is beside the live one together with its last step', async () => {
    await fill(view, 'a');
    const from = await fill(beside, 'b');
    expect(await views.promote(beside, { from, to: at(2n), changes: [put('c')] })()).toStrictEqual(E.right(undefined));
    expect(await keysOf(view)).toStrictEqual({ position: 2n, keys: ['b', 'c'] });
    expect(await views.live(view.name)()).toStrictEqual(E.right({ version: 1, checkpoint: at(2n) }));
    expect(await views.checkpoint(beside)()).toStrictEqual(E.right(undefined));
    expect(await keysOf(view)).toStrictEqual({ position: 2n, keys: ['b', 'c'] });
  });

  it('makes the first live view of a name in the same way, and a newer version of the one there is', async () => {
    const from = await fill(beside, 'a');
    right(await views.promote(beside, { from, to: from, changes: [] })());
    const next = { ...beside, version: 2 };
    right(await views.promote(next, { from: await fill(next, 'b'), to: at(1n), changes: [] })());
    expect(await views.live(view.name)()).toStrictEqual(E.right({ version: 2, checkpoint: at(1n) }));
    expect(await keysOf(view)).toStrictEqual({ position: 1n, keys: ['b'] });
  });

  it('goes on with steps of the live view from where the one that was beside has come', async () => {
    const before = await fill(view, 'a');
    right(await views.promote(beside, { from: await fill(beside, 'b', 'c'), to: at(2n), changes: [] })());
    const late = { from: before, to: at(2n), changes: [put('late')] };
    expect(await views.apply(view, late)()).toStrictEqual(moved(view));
    right(await views.apply(view, { from: at(2n), to: at(3n), changes: [put('d')] })());
    expect(await keysOf(view)).toStrictEqual({ position: 3n, keys: ['b', 'c', 'd'] });
  });

  it('never takes readers back: not to an earlier position, nor to an older version', async () => {
    await fill({ ...view, version: 2 }, 'a', 'b');
    const older = { from: await fill(beside, 'c', 'd'), to: at(2n), changes: [] };
    expect(await views.promote(beside, older)()).toStrictEqual(moved(view));
    const next = { ...beside, version: 2 };
    const earlier = { from: await fill(next, 'c'), to: at(1n), changes: [put('e')] };
    expect(await views.promote(next, earlier)()).toStrictEqual(moved(view));
    expect(await keysOf(next)).toStrictEqual({ position: 1n, keys: ['c'] });
    expect(await keysOf(view)).toStrictEqual({ position: 2n, keys: ['a', 'b'] });
  });

  it('takes the place of a view of another ledger, wherever that one stands', async () => {
    const stranger = await given().viewsOf('ledger-2');
    const from = right(await stranger.reset(view)());
    right(await stranger.apply(view, { from, to: { ...from, position: 9n, eventId: 'e-9' }, changes: [] })());
    right(await views.promote(beside, { from: await fill(beside, 'a'), to: at(1n), changes: [] })());
    expect(await keysOf(view)).toStrictEqual({ position: 1n, keys: ['a'] });
  });

  it('changes nothing by a last step from another checkpoint, or where nothing is beside', async () => {
    await fill(view, 'a');
    const step = { from: start, to: at(5n), changes: [] };
    expect(await views.promote(beside, step)()).toStrictEqual(moved(view));
    await fill(beside, 'b');
    expect(await views.promote(beside, step)()).toStrictEqual(moved(view));
    expect(await keysOf(view)).toStrictEqual({ position: 1n, keys: ['a'] });
  });

  it('drops one of the two, and leaves the other', async () => {
    await fill(view, 'a');
    const from = await fill(beside, 'b');
    right(await views.drop(beside)());
    expect(await views.apply(beside, { from, to: at(2n), changes: [] })()).toStrictEqual(moved(view));
    expect(await keysOf(view)).toStrictEqual({ position: 1n, keys: ['a'] });
    right(await views.drop(beside)());
    right(await views.drop({ ...view, version: 2 })());
    expect(await keysOf(view)).toStrictEqual({ position: 1n, keys: ['a'] });
    right(await views.drop(view)());
    expect(await views.live(view.name)()).toStrictEqual(E.right(undefined));
  });

  it('lets a snapshot of the one that was live be read to its end after the switch', async () => {
    await fill(view, ...Array.from({ length: 300 }, (_, n) => `row-${String(n).padStart(4, '0')}`));
    const snapshot = right(await views.snapshot(view)());
    const from = await fill(beside, 'b');
    right(await views.promote(beside, { from, to: at(300n), changes: [] })());
    let rows = 0;
    for await (const { key } of snapshot.rows) rows += key.startsWith('row-') ? 1 : 0;
    await snapshot.close();
    expect(rows).toBe(300);
  });

  it('shows each reader the one or the other whole while it is switched, and never an earlier position', async () => {
    let live = await fill(view, 'a');
    const seen: Array<{ readonly position: bigint; readonly keys: ReadonlyArray<string> }> = [];
    const over = new AbortController();
    const reading = (async () => {
      while (!over.signal.aborted) {
        seen.push(await keysOf(view));
        await nextTurn();
      }
    })();
    for (let round = 2; round < 12; round += 1) {
      const keys = Array.from({ length: round }, (_, n) => `${String(round).padStart(2, '0')}-${String(n)}`);
      const from = await fill(beside, ...keys);
      live = from;
      right(await views.promote(beside, { from, to: from, changes: [] })());
    }
    over.abort();
    await reading;
    for (const { position, keys } of seen) expect(keys).toHaveLength(Number(position));
    for (const { keys } of seen) expect(new Set(keys.map((key) => key.slice(0, 2))).size).toBe(1);
    expect(seen.map(({ position }) => position)).toStrictEqual(
      seen.map(({ position }) => position).toSorted((one, other) => Number(one - other)),
    );
    expect(right(await views.checkpoint(view)())).toStrictEqual(live);
  });
};
