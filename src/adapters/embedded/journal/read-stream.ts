import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Journal, StreamReadOptions } from '../../../domain/ports/journal';
import { decodeRecord } from './decode-record';
import type { Reader } from './reader';
import { revisionOf } from './record';
import type { Source } from './source';

/** Which way a stream is read: where it begins, how a page is had, and which revision follows. */
type Way = { readonly first: number; readonly page: Reader['streamFrom']; readonly step: 1 | -1 };

const wayOf = ({ reader }: Source, { direction, from }: StreamReadOptions): Way =>
  direction === 'backwards'
    ? { first: Number(from ?? Number.MAX_SAFE_INTEGER), page: reader.streamBackFrom, step: -1 }
    : { first: Number(from ?? 0), page: reader.streamFrom, step: 1 };

/** Page by page, and a turn of the event loop for others between two pages. */
export const createReadStream = (source: Source): Journal['readStream'] =>
  async function* (stream, options = {}) {
    const { first, page, step } = wayOf(source, options);
    let left = options.limit ?? Infinity;
    for (let next = first; left > 0 && next >= 0;) {
      const { records, more } = page(stream, next, left);
      for (const record of records) yield decodeRecord(record);
      const last = records.at(-1);
      if (last === undefined || !more) return;
      left -= records.length;
      next = revisionOf(last) + step;
      await nextTurn();
    }
  };
