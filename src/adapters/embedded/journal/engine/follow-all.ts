import { setImmediate as nextTurn } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { EnginePage, EngineRecord, JournalEngine } from '../../../../domain/ports/journal-engine';
import { decodeEngineRecord } from '../decode-engine-record';
import { engineRecordOf } from '../shared-record';
import type { Source } from '../source';
import { isHidden } from './hidden-streams';

type FollowAll = Parameters<JournalEngine['followAll']>[0];
type Run = { readonly length: number; readonly records: ReadonlyArray<EngineRecord> };

const PAGE_EVENTS = 256;
const nothing: Run = { length: 0, records: [] };

const nextRun = ({ reader, tail }: Source, position: number, head: number): Run => {
  const recent = tail.recent(position, PAGE_EVENTS);
  if (recent !== undefined)
    return {
      length: recent.length,
      records: recent.filter(({ record }) => !isHidden(record)).map(engineRecordOf),
    };
  const records = reader.after(position, head);
  return { length: records.length, records: records.filter((record) => !isHidden(record)).map(decodeEngineRecord) };
};

async function* pages(source: Source, after: number, signal: AbortSignal): AsyncGenerator<EnginePage> {
  const watch = source.tail.bell.watch(signal);
  let position = after;
  let live = false;
  try {
    while (!signal.aborted) {
      const head = source.tail.head();
      if (position >= head && live) {
        await watch.changed();
        continue;
      }
      const run = position < head ? nextRun(source, position, head) : nothing;
      position += run.length;
      live = position >= head;
      yield { records: run.records, position: BigInt(position), live };
      if (!live) await nextTurn();
    }
  } finally {
    watch.stop();
  }
}

/** Where it begins is settled when it is called, not when it is first asked for a page. */
const placeOf = ({ tail }: Source, { after }: FollowAll): E.Either<unknown, number> => {
  if (after === 'start') return E.right(0);
  return after === 'end' ? E.tryCatch(tail.head, (error) => error) : E.right(Number(after));
};

/** One loop for history and present, as the application's own subscription has it (../subscribe.ts), for the same reason. */
export const createFollowAll =
  (source: Source): JournalEngine['followAll'] =>
  (options) => {
    const place = placeOf(source, options);
    return (async function* () {
      if (E.isLeft(place)) throw place.left;
      yield* pages(source, place.right, options.signal);
    })();
  };
