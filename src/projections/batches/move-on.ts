import type { BatchChunkProcessed, BatchChunkSkipped } from '../../domain/batch/events';
import type { Instant } from '../../domain/shared/codecs';
import { markedAt, processedOf } from './mark-progress';
import type { BatchRow } from './row';

/** The chunks that are done, with one more. */
const withDone = ({ done, ahead }: BatchRow, index: number): Pick<BatchRow, 'done' | 'ahead'> => {
  if (index !== done) return { done, ahead: [...ahead, index].sort((one, other) => one - other) };
  let next = done + 1;
  while (ahead[next - done - 1] === next) next += 1;
  return { done: next, ahead: ahead.slice(next - done - 1) };
};

/** A batch with one more chunk processed or skipped. */
export const afterChunk = (row: BatchRow, event: BatchChunkProcessed | BatchChunkSkipped, at: Instant): BatchRow => {
  const { data } = event;
  const moved = { ...row, ...withDone(row, data.index) };
  if (!('accepted' in data)) return { ...moved, untold: row.untold + data.untold };
  const sums = { accepted: row.accepted + data.accepted, rejected: row.rejected + data.rejected.length };
  return { ...moved, ...sums, marks: markedAt(row.marks, processedOf(sums), at) };
};
