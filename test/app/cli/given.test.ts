import { InvalidArgumentError } from 'commander';
import { givenInstant, givenList, givenObject, givenSeconds } from '../../../src/app/cli/given';

it.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T08:00:00+08:00', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T08:00Z', '2026-01-31T08:00:00.000Z'],
])('reads the instant %s', (text, instant) => {
  expect(givenInstant(text)).toBe(instant);
});

it.each([
  ['90s', 90],
  ['15m', 900],
  ['8h', 28_800],
  ['30d', 2_592_000],
])('reads the duration %s', (text, seconds) => {
  expect(givenSeconds(text)).toBe(seconds);
});

it('reads a list and an object', () => {
  expect(givenList('email, sms')).toStrictEqual(['email', 'sms']);
  expect(givenObject('{"amount": 5}')).toStrictEqual({ amount: 5 });
});

it.each([
  [givenInstant, 'yesterday'],
  [givenInstant, '2026-02-31T08:00:00'],
  [givenSeconds, '0s'],
  [givenSeconds, '5'],
  [givenObject, '[1]'],
  [givenObject, 'null'],
  [givenObject, '{'],
])('refuses what is none', (read, text) => {
  expect(() => read(text)).toThrow(InvalidArgumentError);
});
