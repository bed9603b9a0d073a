import { UserId } from '../../../src/domain/shared/codecs';

describe('a user id', () => {
  it.each(['u-1', 'a b', '用户', '\u{1f600}', 'x'.repeat(200)])('can be "%s"', (text) => {
    expect(UserId.is(text)).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['longer than 200 characters', 'x'.repeat(201)],
    ['with a line break', 'a\nb'],
    ['with half of a surrogate pair, which a store could not tell from another', 'u-\ud800'],
  ])('is never %s', (_, text) => {
    expect(UserId.is(text)).toBe(false);
  });
});
