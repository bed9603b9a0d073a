import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AllReadOptions, Journal } from '../../../domain/ports/journal';
import type { StoredEvent } from '../../../domain/shared/stored-event';
import { decodeRecord } from './decode-record';
import { pagesAfter, pagesBefore } from './journal-pages';
import { matcherOf } from './matcher';
import { isOfSystem, streamOf, typeOf } from './record';
import type { Source } from './source';

const pages = (source: Source, { direction, after = 0n, from = 0n, before }: AllReadOptions) => {
  if (direction === 'backwards') return pagesBefore(source, before === undefined ? Infinity : Number(before));
  // Positions are dense here, so that the one before a place is known.
  return pagesAfter(source, Math.max(Number(after), Number(from) - 1));
};

/**
 * Page by page, and a turn of the event loop for others between two pages. What the filter drops is never decoded, nor
 * what belongs to the system.
 */
export const createReadAll = (source: Source): Journal['readAll'] =>
  async function* (options = {}): AsyncGenerator<StoredEvent> {
    const matches = matcherOf(options.filter);
    let left = options.limit ?? Infinity;
    for (const records of pages(source, options)) {
      for (const record of records) {
        if (left <= 0) return;
        if (isOfSystem(record) || matches?.(streamOf(record), typeOf(record)) === false) continue;
        left -= 1;
        yield decodeRecord(record);
      }
      await nextTurn();
    }
  };
