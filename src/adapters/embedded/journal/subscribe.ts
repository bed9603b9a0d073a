import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Journal, Page } from '../../../domain/ports/journal';
import type { StoredEvent } from '../../../domain/shared/stored-event';
import { decodeRecord } from './decode-record';
import { type Matcher, matcherOf } from './matcher';
import { isOfSystem, streamOf, typeOf } from './record';
import { type SharedRecord, storedEventOf } from './shared-record';
import type { Source } from './source';

/** A run of the journal after a position: how far it goes, and what of it passes. */
type Run = { readonly length: number; readonly events: ReadonlyArray<StoredEvent> };

const PAGE_EVENTS = 256;
const nothing: Run = { length: 0, events: [] };

const fromMemory = (records: ReadonlyArray<SharedRecord>, matches: Matcher | undefined): Run => {
  const events = records.filter(({ record }) => !isOfSystem(record)).map(storedEventOf);
  return {
    length: records.length,
    events: matches === undefined ? events : events.filter(({ stream, type }) => matches(stream, type)),
  };
};

const fromFile = (records: ReadonlyArray<Buffer>, matches: Matcher | undefined): Run => {
  const passing = records.filter(
    (record) => !isOfSystem(record) && matches?.(streamOf(record), typeOf(record)) !== false,
  );
  return { length: records.length, events: passing.map(decodeRecord) };
};

const nextRun = ({ reader, tail }: Source, position: number, head: number, matches: Matcher | undefined): Run => {
  const recent = tail.recent(position, PAGE_EVENTS);
  return recent === undefined ? fromFile(reader.after(position, head), matches) : fromMemory(recent, matches);
};

/**
 * One loop for history and present: whatever lies between the position reached and the head comes next, from memory where
 * it is still there, else from the file. So there is no switch to live at which an event could be lost or come twice.
 */
export const createSubscribe = (source: Source): Journal['subscribe'] =>
  async function* ({ after, filter, signal }): AsyncGenerator<Page> {
    const matches = matcherOf(filter);
    const watch = source.tail.bell.watch(signal);
    let position = Number(after);
    let live = false;
    try {
      while (!signal.aborted) {
        const head = source.tail.head();
        if (position >= head && live) {
          await watch.changed();
          continue;
        }
        const run = position < head ? nextRun(source, position, head, matches) : nothing;
        position += run.length;
        live = position >= head;
        yield { events: run.events, position: BigInt(position), live };
        if (!live) await nextTurn();
      }
    } finally {
      watch.stop();
    }
  };
