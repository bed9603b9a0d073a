const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const counted = (count: number, unit: string): string => `${String(count)} ${unit}${count === 1 ? '' : 's'}`;

/** A length of time as people say it, rounded up: `45 seconds`, `2 minutes`. */
export const timeInWords = (seconds: number): string => {
  if (seconds < MINUTE) return counted(seconds, 'second');
  if (seconds <= HOUR - MINUTE) return counted(Math.ceil(seconds / MINUTE), 'minute');
  if (seconds <= DAY - HOUR) return counted(Math.ceil(seconds / HOUR), 'hour');
  return counted(Math.ceil(seconds / DAY), 'day');
};
