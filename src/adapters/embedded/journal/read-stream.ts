import type { Clock } from '../../../domain/ports/clock';
import { type Journal, JournalError } from '../../../domain/ports/journal';
import { decodeRecord } from './decode-record';
import type { Source } from './source';
import { streamPages } from './stream-pages';
import { LATEST, visibleNow } from './stream-state';

/** A ledger's streams are never deleted for good, so one that is has been tampered with. */
export const createReadStream = (source: Source, clock: Clock): Journal['readStream'] =>
  async function* (stream, { direction = 'forwards', from, limit = Infinity } = {}) {
    const visible = visibleNow(source, stream, Date.parse(clock.now()));
    if (visible === undefined) throw new JournalError(`the stream ${stream} was deleted`, 'damaged');
    const pages = streamPages(source.reader, {
      stream,
      direction,
      from: Number(from ?? (direction === 'forwards' ? 0 : LATEST)),
      limit,
      visible,
    });
    for await (const records of pages) for (const record of records) yield decodeRecord(record);
  };
