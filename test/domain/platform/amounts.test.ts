import { durationInWords, sizeInWords } from '../../../src/domain/platform/amounts';

it.each([
  [0, '0 秒', '0 seconds'],
  [1, '1 秒', '1 second'],
  [59.6, '1 分钟', '1 minute'],
  [3600, '1 小时', '1 hour'],
  [3661, '1 小时 1 分钟', '1 hour 1 minute'],
  [86_400 + 59, '1 天', '1 day'],
  [200_000, '2 天 7 小时', '2 days 7 hours'],
])('%d s in words', (seconds, zh, en) => {
  expect(durationInWords(seconds)).toStrictEqual({ zh, en });
});

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KB'],
  [2_621_440, '2.5 MB'],
  [1024 ** 5, '1024 TB'],
])('%d bytes in words', (bytes, words) => {
  expect(sizeInWords(bytes)).toStrictEqual({ zh: words, en: words });
});

it('says nothing of what is below zero', () => {
  expect([durationInWords(-1), durationInWords(undefined), sizeInWords(-1)]).toStrictEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
