import type { Clock } from '../../../domain/ports/clock';
import { type Journal, JournalError } from '../../../domain/ports/journal';
import { decodeRecord } from './decode-record';
import type { Source } from './source';
import { streamPages } from './stream-pages';
import { stateOf, visibleOf } from './stream-state';

/** A ledger's streams are never deleted for good, so one that is has been tampered with. */
export const createReadStream = ({ reader }: Source, clock: Clock): Journal['readStream'] =>
  async function* (stream, { direction = 'forwards', from, limit = Infinity } = {}) {
    const state = stateOf(reader, stream);
    if (state.tombstoned) throw new JournalError(`the stream ${stream} was deleted`, 'damaged');
    const pages = streamPages(reader, {
      stream,
      direction,
      from: Number(from ?? (direction === 'forwards' ? 0 : state.current)),
      limit,
      visible: visibleOf(state, Date.parse(clock.now())),
    });
    for await (const records of pages) for (const record of records) yield decodeRecord(record);
  };
