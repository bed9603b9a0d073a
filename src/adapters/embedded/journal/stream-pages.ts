import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Reader } from './reader';
import { createdOf, isTombstone, revisionOf } from './record';
import { LATEST, type Visible } from './stream-state';

export type StreamStretch = {
  readonly stream: string;
  readonly direction: 'forwards' | 'backwards';
  /** The revision that comes first, whether it is there or not. */
  readonly from: number;
  readonly limit: number;
  readonly visible: Visible;
};

/** Whole records of one stream in pages, and a turn of the event loop for others between two pages. */
export async function* streamPages(reader: Reader, stretch: StreamStretch): AsyncGenerator<ReadonlyArray<Buffer>> {
  const { stream, direction, visible } = stretch;
  const forwards = direction === 'forwards';
  const page = forwards ? reader.streamFrom : reader.streamBackFrom;
  const isVisible = (record: Buffer): boolean =>
    revisionOf(record) >= visible.first &&
    createdOf(record) >= visible.since &&
    (visible.tombstone || !isTombstone(record));
  let { limit: left } = stretch;
  let next = forwards ? Math.max(stretch.from, visible.first) : Math.min(stretch.from, LATEST);
  while (left > 0 && next >= visible.first && next <= LATEST) {
    const { records, more } = page(stream, next, left);
    const passing = records.filter(isVisible);
    left -= passing.length;
    if (passing.length > 0) yield passing;
    const last = records.at(-1);
    if (last === undefined || !more) return;
    next = revisionOf(last) + (forwards ? 1 : -1);
    await nextTurn();
  }
}
