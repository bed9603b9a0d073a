import { openRedisViews, type RedisViews } from '../../../src/adapters/redis/views/open-redis-views';
import { generationKeys, nameKeys, type Place } from '../../../src/adapters/redis/views/view-keys';
import { systemIds as ids } from '../../../src/adapters/system/ids';
import type { Checkpoint, Views } from '../../../src/domain/ports/views';
import { besideOf, type Change, type ViewId } from '../../../src/domain/shared/view';
import { silent as logger } from '../../support/http-deps';
import { left } from '../../support/ledger-under-test';
import { redisForTests } from '../../support/redis';
import { right } from '../../support/right';

const server = redisForTests();
const view: ViewId = { name: 'inbox', version: 1 };
const beside = besideOf(view);
const [standing, gone] = nameKeys(view.name);
const at = (position: bigint): Checkpoint => ({ ledgerId: 'ledger-1', position, eventId: `event-${String(position)}` });
const put = (key: string): Change => ({
  kind: 'put',
  table: 'item',
  key,
  value: { key },
  indexes: [{ index: 'list', sort: key }],
});

const open: Array<RedisViews> = [];
const openViews = async (readOnly = false): Promise<Views> => {
  const opened = right(await openRedisViews({ url: server().url, ledgerId: 'ledger-1', ids, logger, readOnly })());
  open.push(opened);
  return opened.views;
};
let views: Views;
beforeEach(async () => {
  await server().client().flushall();
  views = await openViews();
});
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

const fill = async (made: ViewId, ...keys: ReadonlyArray<string>): Promise<Checkpoint> => {
  const from = right(await views.reset(made)());
  const to = at(BigInt(keys.length));
  right(await views.apply(made, { from, to, changes: keys.map(put) })());
  return to;
};
const generationAt = async (place: Place): Promise<string> => (await server().client().hget(standing, place)) ?? 'none';
const keysAt = async (place: Place) => generationKeys(view.name, await generationAt(place));
const keysThere = async (): Promise<ReadonlyArray<string>> => (await server().client().keys('*')).sort();
/** The first view replaced by another one, at the same position; answers with the generation that was replaced. */
const replace = async (): Promise<string> => {
  await fill(view, 'a', 'b');
  const replaced = await generationAt('live');
  const from = await fill(beside, 'c', 'd');
  right(await views.promote(beside, { from, to: from, changes: [] })());
  return replaced;
};
const makeDue = async (generation: string): Promise<void> => {
  expect(await server().client().zscore(gone, generation)).not.toBeNull();
  await server().client().zadd(gone, '1', generation);
};
const onlyTheLiveOne = async (): Promise<ReadonlyArray<string>> => {
  const [head, rows, places] = await keysAt('live');
  return [standing, head, rows, places].sort();
};

it('keeps a view that was replaced for a minute, and removes it with the next step from then on', async () => {
  const replaced = await replace();
  const millis = Number(await server().client().zscore(gone, replaced));
  const [seconds] = await server().client().time();
  expect(millis / 1_000 - Number(seconds)).toBeGreaterThan(55);
  expect(millis / 1_000 - Number(seconds)).toBeLessThan(65);
  right(await views.apply(view, { from: at(2n), to: at(3n), changes: [put('e')] })());
  expect(
    await server()
      .client()
      .exists(...generationKeys(view.name, replaced)),
  ).toBe(3);
  await makeDue(replaced);
  right(await views.apply(view, { from: at(3n), to: at(4n), changes: [] })());
  expect(await keysThere()).toStrictEqual(await onlyTheLiveOne());
});

it('has what a process that was killed left behind removed by the next one that looks, but by no reader', async () => {
  await makeDue(await replace());
  const before = await keysThere();
  right(await (await openViews(true)).checkpoint(view)());
  expect(await keysThere()).toStrictEqual(before);
  expect(right(await (await openViews()).checkpoint(view)())).toStrictEqual(at(2n));
  expect(await keysThere()).toStrictEqual(await onlyTheLiveOne());
});

it('keeps a view that was replaced for as long as a snapshot of it is read', async () => {
  await fill(view, ...Array.from({ length: 300 }, (_, n) => `row-${String(n).padStart(4, '0')}`));
  const snapshot = right(await views.snapshot(view)());
  const replaced = await generationAt('live');
  const rows = snapshot.rows[Symbol.asyncIterator]();
  expect((await rows.next()).value).toMatchObject({ key: 'row-0000' });
  const from = await fill(beside, 'c');
  right(await views.promote(beside, { from, to: at(300n), changes: [] })());
  await makeDue(replaced);
  right(await views.checkpoint(view)());
  let read = 1;
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) read += 1;
  expect(read).toBe(300);
  await snapshot.close();
  await makeDue(replaced);
  right(await views.checkpoint(view)());
  expect(await keysThere()).toStrictEqual(await onlyTheLiveOne());
});

it('removes at once what is dropped, or begun anew', async () => {
  await fill(view, 'a');
  await fill(view, 'b');
  await fill(beside, 'c');
  right(await views.drop(beside)());
  expect(await keysThere()).toStrictEqual(await onlyTheLiveOne());
  right(await views.drop(view)());
  expect(await keysThere()).toStrictEqual([]);
});

it.each([['rows', 1] as const, ['places', 2] as const, ['head', 0] as const])(
  'has lost what is made beside where a part of it is gone (%s), and reads the live one on',
  async (_, part) => {
    await fill(view, 'a');
    const from = await fill(beside, 'b');
    await server()
      .client()
      .del((await keysAt('beside'))[part]);
    expect(right(await views.checkpoint(beside)())).toBeUndefined();
    const step = { from, to: at(2n), changes: [] };
    expect(left(await views.promote(beside, step)())).toStrictEqual({ _tag: 'CheckpointMoved', view: 'inbox' });
    expect(left(await views.apply(beside, step)())).toStrictEqual({ _tag: 'CheckpointMoved', view: 'inbox' });
    expect(right(await views.count(view, 'list')())).toStrictEqual({ position: 1n, value: 1 });
    right(await views.drop(beside)());
    expect(await server().client().hget(standing, 'beside')).toBeNull();
  },
);

it('puts what is made into the place of a live one that is not whole any more, wherever that one stood', async () => {
  await fill({ ...view, version: 2 }, 'a', 'b', 'c');
  const from = await fill(beside, 'd');
  await server()
    .client()
    .del((await keysAt('live'))[1]);
  expect(right(await views.live(view.name)())).toBeUndefined();
  right(await views.promote(beside, { from, to: from, changes: [] })());
  expect(right(await views.count(view, 'list')())).toStrictEqual({ position: 1n, value: 1 });
});

it('compares positions that no floating-point number can tell apart', async () => {
  const [near, far] = [9_007_199_254_740_993n, 9_007_199_254_740_994n];
  const start = right(await views.reset(view)());
  right(await views.apply(view, { from: start, to: at(far), changes: [] })());
  const from = right(await views.reset(beside)());
  expect(left(await views.promote(beside, { from, to: at(near), changes: [] })())._tag).toBe('CheckpointMoved');
  right(await views.promote(beside, { from, to: at(far), changes: [] })());
});

it('is found by every process, however often the others replace it meanwhile', async () => {
  const other = await openViews();
  await fill(view, 'a');
  expect(right(await other.count(view, 'list')())).toStrictEqual({ position: 1n, value: 1 });
  for (const keys of [
    ['b', 'c'],
    ['d', 'e', 'f'],
  ]) {
    const from = await fill(beside, ...keys);
    right(await views.promote(beside, { from, to: from, changes: [] })());
    await makeDue((await server().client().zrange(gone, '0', '0'))[0] ?? '');
    right(await views.checkpoint(view)());
    const value = keys.length;
    expect(right(await other.count(view, 'list')())).toStrictEqual({ position: BigInt(value), value });
  }
  right(await other.apply(view, { from: at(3n), to: at(4n), changes: [put('g')] })());
  expect(right(await views.count(view, 'list')())).toStrictEqual({ position: 4n, value: 4 });
});
