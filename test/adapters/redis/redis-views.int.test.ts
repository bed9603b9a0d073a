import * as E from 'fp-ts/Either';
import { openRedisViews, type RedisViews } from '../../../src/adapters/redis/views/open-redis-views';
import { generationKeys, nameKeys, type Place } from '../../../src/adapters/redis/views/view-keys';
import { systemIds as ids } from '../../../src/adapters/system/ids';
import type { Checkpoint, Views } from '../../../src/domain/ports/views';
import type { Change, ViewId } from '../../../src/domain/shared/view';
import { silent as logger } from '../../support/http-deps';
import { left } from '../../support/ledger-under-test';
import { createRedis, redisForTests, type RedisServer } from '../../support/redis';
import { right } from '../../support/right';
import { until } from '../../support/until';

const server = redisForTests();
const view: ViewId = { name: 'inbox', version: 1 };
const notReady = { _tag: 'ViewNotReady', view: 'inbox' };
const at = (position: bigint): Checkpoint => ({ ledgerId: 'ledger-1', position, eventId: `event-${String(position)}` });
const put = (key: string): Change => ({
  kind: 'put',
  table: 'item',
  key,
  value: { key },
  indexes: [{ index: 'list', sort: key }],
});
const steps = async (views: Views, from: Checkpoint, to: bigint): Promise<Checkpoint> => {
  let last = from;
  while (last.position < to) {
    const next = at(last.position + 1n);
    right(await views.apply(view, { from: last, to: next, changes: [put(String(next.position))] })());
    last = next;
  }
  return last;
};

const open: Array<RedisViews> = [];
const openOn = async ({ url }: RedisServer, readOnly = false): Promise<Views> => {
  const opened = right(await openRedisViews({ url, ledgerId: 'ledger-1', ids, logger, readOnly })());
  open.push(opened);
  return opened.views;
};
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

const keysOf = async (redis: RedisServer, place: Place) =>
  generationKeys(view.name, (await redis.client().hget(nameKeys(view.name)[0], place)) ?? 'none');

it.each([
  ['everything', async (views: RedisServer) => views.client().flushall()],
  ['what stands where', async (redis: RedisServer) => redis.client().del(nameKeys(view.name)[0])],
  ['the head of the view', async (redis: RedisServer) => redis.client().del((await keysOf(redis, 'live'))[0])],
  ['its rows', async (redis: RedisServer) => redis.client().del((await keysOf(redis, 'live'))[1])],
  ['its places', async (redis: RedisServer) => redis.client().del((await keysOf(redis, 'live'))[2])],
])('answers nothing and takes nothing once %s is gone, and begins anew', async (_, lose) => {
  const views = await openOn(server());
  const last = await steps(views, right(await views.reset(view)()), 3n);
  await lose(server());
  expect(left(await views.get(view, [{ table: 'item', key: '1' }])())).toStrictEqual(notReady);
  expect(left(await views.range(view, 'list', { limit: 9 })())).toStrictEqual(notReady);
  expect(left(await views.count(view, 'list')())).toStrictEqual(notReady);
  expect(left(await views.snapshot(view)())).toStrictEqual(notReady);
  expect(right(await views.checkpoint(view)())).toBeUndefined();
  const late = await views.apply(view, { from: last, to: at(4n), changes: [put('4')] })();
  expect(left(late)).toStrictEqual({ _tag: 'CheckpointMoved', view: 'inbox' });
  await steps(views, right(await views.reset(view)()), 1n);
  expect(right(await views.count(view, 'list')())).toStrictEqual({ position: 1n, value: 1 });
});

it.each(['allkeys-lru', 'volatile-ttl'])('refuses a Redis that may evict: %s', async (policy) => {
  await server().client().config('SET', 'maxmemory-policy', policy);
  const refused = await openRedisViews({ url: server().url, ledgerId: 'ledger-1', ids, logger })();
  await server().client().config('SET', 'maxmemory-policy', 'noeviction');
  expect(left(refused)).toStrictEqual({ _tag: 'RedisMayEvict', policy });
});

it('takes a step whole or not at all where Redis has no memory left', async () => {
  const views = await openOn(server());
  const start = right(await views.reset(view)());
  await server().client().config('SET', 'maxmemory', '1');
  const refused = await views.apply(view, { from: start, to: at(1n), changes: [put('1'), put('2')] })();
  expect(left(refused)._tag).toBe('ViewUnavailable');
  expect(right(await views.count(view, 'list')())).toStrictEqual({ position: 0n, value: 0 });
  await server().client().config('SET', 'maxmemory', '0');
  expect(await steps(views, start, 1n)).toStrictEqual(at(1n));
});

it('refuses every write where it was opened to read', async () => {
  const last = await steps(await openOn(server()), right(await (await openOn(server())).reset(view)()), 1n);
  const reader = await openOn(server(), true);
  expect(right(await reader.count(view, 'list')())).toStrictEqual({ position: 1n, value: 1 });
  expect(left(await reader.reset(view)())._tag).toBe('ViewUnavailable');
  expect(left(await reader.apply(view, { from: last, to: at(2n), changes: [] })())._tag).toBe('ViewUnavailable');
});

it('ends a snapshot with the view it is of', async () => {
  const views = await openOn(server());
  await steps(views, right(await views.reset(view)()), 2n);
  const snapshot = right(await views.snapshot(view)());
  await views.reset(view)();
  await expect(snapshot.rows[Symbol.asyncIterator]().next()).rejects.toThrow('begun anew');
});

it('keeps nothing of a snapshot that was read to its end, or whose reader is gone', async () => {
  const views = await openOn(server());
  const last = await steps(views, right(await views.reset(view)()), 2n);
  const [, , , leases, images] = await keysOf(server(), 'live');
  const read = right(await views.snapshot(view)());
  const left = right(await views.snapshot(view)());
  const change = (key: string, value: string): Change => ({ ...put(key), value: { value } }) as Change;
  await views.apply(view, { from: last, to: at(3n), changes: [change('1', 'a')] })();
  expect(await server().client().zcard(images)).toBe(2);
  await read.close();
  expect(await server().client().zcard(images)).toBe(1);
  for (const id of await server().client().zrange(leases, '0', '-1')) await server().client().zadd(leases, '1', id);
  await views.apply(view, { from: at(3n), to: at(4n), changes: [change('1', 'b')] })();
  expect(await server().client().exists(leases, images)).toBe(0);
  await expect(left.rows[Symbol.asyncIterator]().next()).rejects.toThrow('not read for too long');
});

describe('while Redis comes and goes', () => {
  let own: RedisServer;
  beforeEach(async () => {
    own = await createRedis();
    await own.start();
  });
  afterEach(async () => own.remove());

  it('fails at once while it is away, and goes on by itself where it left off', async () => {
    const views = await openOn(own);
    const last = await steps(views, right(await views.reset(view)()), 3n);
    await own.stop();
    await until('it is away', async () => E.isLeft(await views.count(view, 'list')()));
    expect(left(await views.apply(view, { from: last, to: at(4n), changes: [] })())._tag).toBe('ViewUnavailable');
    await own.start();
    await until('it is back', async () => E.isRight(await views.checkpoint(view)()));
    expect(right(await views.checkpoint(view)())).toStrictEqual(last);
    expect(await steps(views, last, 4n)).toStrictEqual(at(4n));
  });

  it('is not there where it forgot everything', async () => {
    const views = await openOn(own);
    await steps(views, right(await views.reset(view)()), 3n);
    await own.stop('SIGKILL');
    await own.wipe();
    await own.start();
    await until('it is back', async () => E.isRight(await views.checkpoint(view)()));
    expect(right(await views.checkpoint(view)())).toBeUndefined();
    expect(left(await views.count(view, 'list')())).toStrictEqual(notReady);
  });

  it('gives up on one that answers nobody, with everything that waits for it', async () => {
    const views = await openOn(own);
    await steps(views, right(await views.reset(view)()), 1n);
    own.freeze();
    const asked = await Promise.all(Array.from({ length: 100 }, async () => views.count(view, 'list')()));
    expect(asked.every(E.isLeft)).toBe(true);
    own.thaw();
    await until('it is back', async () => E.isRight(await views.count(view, 'list')()));
  });

  it('is refused at start where nobody listens', async () => {
    await own.stop();
    const refused = await openRedisViews({ url: own.url, ledgerId: 'ledger-1', ids, logger })();
    expect(left(refused)._tag).toBe('ViewUnavailable');
  }, 30_000);
});
