import { createLruCache } from '../../../src/domain/shared/lru-cache';

it('forgets what was asked for longest ago', () => {
  const cache = createLruCache<string, number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  expect(['a', 'b', 'c'].map(cache.get)).toStrictEqual([1, undefined, 3]);
});

it('keeps the last value of a key, and forgets on request', () => {
  const cache = createLruCache<string, number>(2);
  cache.set('a', 1);
  cache.set('a', 2);
  expect(cache.get('a')).toBe(2);
  cache.delete('a');
  expect(cache.get('a')).toBeUndefined();
  cache.set('b', 3);
  cache.clear();
  expect(cache.get('b')).toBeUndefined();
});
