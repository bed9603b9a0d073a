import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AllReadOptions, Journal } from '../../../domain/ports/journal';
import type { StoredEvent } from '../../../domain/shared/stored-event';
import { decodeRecord } from './decode-record';
import { matcherOf } from './matcher';
import { streamOf, typeOf } from './record';
import type { Source } from './source';

/** Every record of the journal that is there when the reading begins, in pages. */
function* pages(
  { reader, tail }: Source,
  { direction, after = 0n, before }: AllReadOptions,
): Generator<ReadonlyArray<Buffer>> {
  const head = tail.head();
  if (direction === 'backwards') {
    for (let next = Math.min(Number(before ?? head + 1), head + 1); next > 1;) {
      const records = reader.before(next);
      yield records;
      next -= records.length;
    }
    return;
  }
  for (let last = Number(after); last < head;) {
    const records = reader.after(last, head);
    yield records;
    last += records.length;
  }
}

/** Page by page, and a turn of the event loop for others between two pages. What the filter drops is never decoded. */
export const createReadAll = (source: Source): Journal['readAll'] =>
  async function* (options = {}): AsyncGenerator<StoredEvent> {
    const matches = matcherOf(options.filter);
    let left = options.limit ?? Infinity;
    for (const records of pages(source, options)) {
      for (const record of records) {
        if (left <= 0) return;
        if (matches?.(streamOf(record), typeOf(record)) === false) continue;
        left -= 1;
        yield decodeRecord(record);
      }
      await nextTurn();
    }
  };
