import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EngineAllRead, JournalEngine } from '../../../../domain/ports/journal-engine';
import { decodeEngineRecord } from '../decode-engine-record';
import { pagesAfter, pagesBefore } from '../journal-pages';
import type { Source } from '../source';
import { isHidden } from './hidden-streams';

const placeOf = ({ direction, from }: EngineAllRead): number => {
  if (from === 'start') return direction === 'forwards' ? 1 : 0;
  return from === 'end' ? Infinity : Number(from);
};

/** Positions are dense here, so that the one before a place is known. */
const pages = (source: Source, read: EngineAllRead) =>
  read.direction === 'backwards'
    ? pagesBefore(source, placeOf(read))
    : pagesAfter(source, Math.max(placeOf(read) - 1, 0));

/** Page by page, and a turn of the event loop for others between two pages. */
export const createEngineReadAll = (source: Source): JournalEngine['readAll'] =>
  async function* (read) {
    let { limit: left } = read;
    if (left <= 0) return;
    for (const records of pages(source, read)) {
      const passing = records.filter((record) => !isHidden(record)).slice(0, left);
      if (passing.length > 0) yield passing.map(decodeEngineRecord);
      left -= passing.length;
      if (left <= 0) return;
      await nextTurn();
    }
  };
