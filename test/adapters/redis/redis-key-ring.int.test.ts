import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openRedisKeyRing } from '../../../src/adapters/redis/key-ring/open-redis-key-ring';
import { createScrub } from '../../../src/adapters/redis/key-ring/scrub';
import { systemClock as clock } from '../../../src/adapters/system/clock';
import { systemIds as ids } from '../../../src/adapters/system/ids';
import type { KeyRing } from '../../../src/domain/ports/key-ring';
import { errorCode } from '../../../src/domain/shared/error-code';
import { silent as logger } from '../../support/http-deps';
import { left } from '../../support/ledger-under-test';
import { createRedis, durably, redisForTests, type RedisServer } from '../../support/redis';
import { right } from '../../support/right';
import { until } from '../../support/until';

const server = redisForTests(...durably);
const closings: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

const openOn = async ({ url }: RedisServer, readOnly = false): Promise<KeyRing> => {
  const { keyRing, close } = right(await openRedisKeyRing({ url, ids, clock, logger, readOnly })());
  closings.push(close);
  return keyRing;
};
const own = async (...settings: ReadonlyArray<string>): Promise<RedisServer> => {
  const redis = await createRedis(...settings);
  closings.unshift(redis.remove);
  await redis.start();
  return redis;
};
/** A file that is gone by now holds nothing. */
const contentOf = async (file: string): Promise<Buffer> => {
  try {
    return await readFile(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
};
/** Everything that the server has on its disk. */
const onDisk = async (redis: RedisServer): Promise<Buffer> => {
  const [, directory = ''] = (await redis.client().config('GET', 'dir')) as ReadonlyArray<string>;
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Buffer.concat(await Promise.all(files.map(contentOf)));
};

it('refuses a Redis that may lose what it acknowledges, and names every setting', async () => {
  const redis = await own('--maxmemory-policy', 'allkeys-lru', '--no-appendfsync-on-rewrite', 'yes');
  expect(left(await openRedisKeyRing({ url: redis.url, ids, clock, logger })())).toStrictEqual({
    _tag: 'RedisNotDurable',
    settings: [
      { setting: 'appendonly', value: 'no', wanted: 'yes' },
      { setting: 'appendfsync', value: 'everysec', wanted: 'always' },
      { setting: 'no-appendfsync-on-rewrite', value: 'yes', wanted: 'no' },
      { setting: 'maxmemory-policy', value: 'allkeys-lru', wanted: 'noeviction' },
      { setting: 'save', value: '3600 1', wanted: '' },
    ],
  });
});

it('refuses a Redis that does not tell how it is set', async () => {
  const redis = await own(...durably, '--rename-command', 'CONFIG', '');
  const { settings } = left(await openRedisKeyRing({ url: redis.url, ids, clock, logger })()) as {
    readonly settings: ReadonlyArray<{ readonly value: unknown }>;
  };
  expect(settings.map(({ value }) => value)).toStrictEqual(Array.from({ length: 5 }, () => undefined));
});

it('has every key that it gave, after the Redis was killed', async () => {
  const redis = await own(...durably);
  const ring = await openOn(redis);
  const owners = Array.from({ length: 600 }, (_, n) => `recipient:u-${String(n)}`);
  const made = right(await ring.ensure(owners)());
  await ring.destroyForGood(['recipient:u-1'])();
  await redis.stop('SIGKILL');
  expect(E.isLeft(await ring.ensure(['recipient:u-2'])())).toBe(true);
  await redis.start();
  await until('the ring answers again', async () => E.isRight(await ring.ensure(['recipient:u-0'])()));
  const again = right(await ring.ensure(owners)());
  expect(again).toStrictEqual(new Map([...made].filter(([owner]) => owner !== 'recipient:u-1')));
});

it('gives processes that ask at once the same keys', async () => {
  const rings = [await openOn(server()), await openOn(server()), await openOn(server())];
  const owners = Array.from({ length: 300 }, (_, n) => `once:n-${String(n)}`);
  const [first, ...others] = await Promise.all(rings.map(async (ring) => ring.ensure(owners)()));
  for (const other of others) expect(right(other)).toStrictEqual(right(first!));
});

it('answers nothing once it was wiped: a ring that has lost its keys makes no others', async () => {
  const redis = await own(...durably);
  const ring = await openOn(redis);
  right(await ring.ensure(['recipient:u-1'])());
  await redis.client().flushall();
  for (const answer of [ring.ensure(['recipient:u-1']), ring.destroy(['recipient:u-1'])])
    expect(left(await answer())).toMatchObject({ _tag: 'KeyRingUnavailable' });
  expect(left(await ring.held('', { limit: 1 })())).toMatchObject({ _tag: 'KeyRingUnavailable' });
});

it('makes no key any more in a Redis that came back otherwise', async () => {
  const redis = await own(...durably);
  const ring = await openOn(redis);
  const before = right(await ring.ensure(['recipient:u-1'])());
  const inspector = redis.client();
  await inspector.config('SET', 'appendfsync', 'everysec');
  await inspector.client('KILL', 'SKIPME', 'YES');
  const kid = before.get('recipient:u-1')!.kid;
  await until('the ring answers again', async () => E.isRight(await ring.find([kid])()));
  expect(left(await ring.ensure(['recipient:u-2'])())).toMatchObject({ _tag: 'KeyRingUnavailable' });
  await inspector.config('SET', 'appendfsync', 'always');
});

it('is changed by nobody who opened it to read', async () => {
  const ring = await openOn(server());
  const present = right(await ring.ensure(['recipient:r-1'])());
  const reading = await openOn(server(), true);
  expect(right(await reading.ensure(['recipient:r-1'])())).toStrictEqual(present);
  for (const answer of [
    reading.ensure(['recipient:r-2']),
    reading.destroy(['recipient:r-1']),
    reading.destroyForGood(['recipient:r-1']),
  ])
    expect(left(await answer())).toMatchObject({ _tag: 'KeyRingUnavailable' });
  expect(right(await ring.held('recipient:r-', { limit: 9 })()).map(({ owner }) => owner)).toStrictEqual([
    'recipient:r-1',
  ]);
});

describe('a destroyed key', () => {
  const twoKeys = async (ring: KeyRing): Promise<ReadonlyArray<Buffer>> => {
    const keys = right(await ring.ensure(['recipient:u-1', 'recipient:u-2'])());
    return [...keys.values()].map(({ secret }) => Buffer.from(secret));
  };

  it('is in no file of the Redis any more, once that was answered', async () => {
    const redis = await own(...durably);
    const ring = await openOn(redis);
    const [gone, kept] = await twoKeys(ring);
    expect((await onDisk(redis)).includes(gone!)).toBe(true);
    right(await ring.destroyForGood(['recipient:u-1'])());
    const files = await onDisk(redis);
    expect([files.includes(gone!), files.includes(kept!)]).toStrictEqual([false, true]);
  });

  it('goes from the files although its destroyer died before', async () => {
    const redis = await own(...durably);
    const destroyer = right(await openRedisKeyRing({ url: redis.url, ids, clock, logger })());
    const [gone] = await twoKeys(destroyer.keyRing);
    await destroyer.close();
    const inspector = redis.client();
    await inspector.hdel('ledger:{keyring}:owners', 'recipient:u-1');
    await inspector.incr('ledger:{keyring}:destroyed');
    expect((await onDisk(redis)).includes(gone!)).toBe(true);
    await openOn(redis);
    await until('the files are written anew', async () => !(await onDisk(redis)).includes(gone!));
  });

  it('shares a writing of the files with others that are destroyed at the time', async () => {
    const redis = await own(...durably);
    const ring = await openOn(redis);
    const inspector = redis.client();
    const owners = Array.from({ length: 40 }, (_, n) => `once:n-${String(n)}`);
    right(await ring.ensure(owners)());
    const rewritings = async () => Number(/aof_rewrites:(\d+)/.exec(await inspector.info('persistence'))?.[1]);
    const before = await rewritings();
    await Promise.all(owners.map(async (owner) => ring.destroy([owner])().then(right)));
    expect((await rewritings()) - before).toBeLessThanOrEqual(3);
  });

  it('is not said to be gone from the files where they could not be written', async () => {
    const redis = await own(...durably);
    const away = redis.client();
    await redis.stop('SIGKILL');
    await expect(createScrub({ client: away, clock })()).rejects.toThrow();
  });
});
