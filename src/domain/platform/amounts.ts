/** Durations and sizes in words. */
import type { Localized } from './localized';

const inWords = (value: number, [zh, en, enPlural]: readonly [string, string, string]): Localized => ({
  zh: `${value} ${zh}`,
  en: `${value} ${value === 1 ? en : enPlural}`,
});

/** The two largest units of a time in seconds: `2 小时 5 分钟`, `2 hours 5 minutes`. Undefined below zero. */
export const durationInWords = (seconds: number | undefined): Localized | undefined => {
  if (seconds === undefined || seconds < 0) return undefined;
  const whole = Math.round(seconds);
  const parts = [
    inWords(Math.floor(whole / 86_400), ['天', 'day', 'days']),
    inWords(Math.floor((whole % 86_400) / 3600), ['小时', 'hour', 'hours']),
    inWords(Math.floor((whole % 3600) / 60), ['分钟', 'minute', 'minutes']),
    inWords(whole % 60, ['秒', 'second', 'seconds']),
  ];
  const first = parts.findIndex(({ zh }) => !zh.startsWith('0 '));
  const shown = first === -1 ? parts.slice(-1) : parts.slice(first, first + 2).filter(({ zh }) => !zh.startsWith('0 '));
  return { zh: shown.map(({ zh }) => zh).join(' '), en: shown.map(({ en }) => en).join(' ') };
};

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** A size in bytes with one decimal in the unit that suits it (1 KB = 1,024 B). Undefined below zero. */
export const sizeInWords = (bytes: number): Localized | undefined => {
  if (bytes < 0) return undefined;
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const text = `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power] ?? 'B'}`;
  return { zh: text, en: text };
};
