import { processedOf } from './mark-progress';
import type { BatchRow } from './row';

const isUnderWay = ({ status }: Pick<BatchRow, 'status'>): boolean => status === 'processing';

/** At the rate of the marks; undefined where nothing moves, or nothing is known of how fast. */
export const secondsLeft = (row: BatchRow): number | undefined => {
  if (row.endedAt !== null) return 0;
  const [first, last] = [row.marks[0], row.marks.at(-1)];
  if (!isUnderWay(row) || first === undefined || last === undefined) return undefined;
  const told = last.processed - first.processed;
  const millis = Date.parse(last.at) - Date.parse(first.at);
  if (told <= 0 || millis <= 0) return undefined;
  return Math.ceil(((row.count - processedOf(row)) * millis) / told / 1_000);
};

/** Percent with one decimal, rounded down: 100 only where everyone is accounted for. */
export const percentOf = (row: BatchRow): number => {
  if (row.count === 0) return row.status === 'completed' ? 100 : 0;
  return Math.floor((processedOf(row) * 1_000) / row.count) / 10;
};
