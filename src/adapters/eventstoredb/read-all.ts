import { BACKWARDS, END, FORWARDS, START, type ReadPosition } from '@eventstore/db-client';
import type { AllReadOptions, Journal } from '../../domain/ports/journal';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import type { Deps } from './deps';
import { fromRecorded, type Recorded } from './from-recorded';
import { readHead } from './head';
import { type Passes, passesOf } from './passes';
import { readPlace } from './read-place';
import { EVENTS_AHEAD, readRecorded } from './read-recorded';

/** Where a reading begins at the server, and what of what it sends lies within. */
type Way = {
  readonly direction: typeof FORWARDS | typeof BACKWARDS;
  readonly start: Position | undefined;
  readonly isWithin: (position: Position) => boolean;
};

const wayOf = ({ direction, from, after, before }: AllReadOptions): Way => {
  if (direction === 'backwards')
    return { direction: BACKWARDS, start: before, isWithin: (at) => before === undefined || at < before };
  const isWithin = (at: Position): boolean => at >= (from ?? 0n) && at > (after ?? -1n);
  return { direction: FORWARDS, start: from ?? after, isWithin };
};

const placeOf = ({ direction, start }: Way): ReadPosition => {
  if (direction === BACKWARDS) return start === undefined ? END : readPlace(start);
  return start === undefined || start === 0n ? START : readPlace(start);
};

/** What a page holds at least, however little is asked for: some of it may be the system's own. */
const SMALLEST_PAGE = 32;

type ReadPages = (fromPosition: ReadPosition) => AsyncGenerator<ReadonlyArray<Recorded>>;

/** To its end in one call; in several, of no more than is asked for, where a number is. */
const pagesOf = (deps: Deps, { direction }: Way, limit: number | undefined): ReadPages => {
  const maxCount = limit === undefined ? undefined : Math.max(limit, SMALLEST_PAGE);
  const highWaterMark = Math.min(EVENTS_AHEAD, maxCount ?? EVENTS_AHEAD);
  return async function* (first) {
    for (let fromPosition: ReadPosition | undefined = first; fromPosition !== undefined;) {
      const options = { direction, fromPosition, ...(maxCount === undefined ? {} : { maxCount }) };
      let count = 0;
      let last: ReadPosition | undefined;
      for await (const page of readRecorded(deps, (client) => client.readAll(options, { highWaterMark }))) {
        count += page.length;
        last = page.at(-1)?.position ?? last;
        yield page;
      }
      fromPosition = count === maxCount ? last : undefined;
    }
  };
};

/**
 * A server may refuse a place where it has no record, as one that lies beyond its head does. Then there is nothing after it,
 * and everything before it.
 */
async function* fromKnownPlace(deps: Deps, way: Way, read: ReadPages): AsyncGenerator<ReadonlyArray<Recorded>> {
  let any = false;
  try {
    for await (const page of read(placeOf(way))) {
      any = true;
      yield page;
    }
  } catch (failure) {
    if (any || way.start === undefined || way.start <= (await readHead(deps))) throw failure;
    if (way.direction === BACKWARDS) yield* read(END);
  }
}

/** What is within the way and passes; a page begins with the event that the one before has ended with. */
async function* storedIn(
  pages: AsyncIterable<ReadonlyArray<Recorded>>,
  passes: Passes,
  isWithin: Way['isWithin'],
): AsyncGenerator<StoredEvent> {
  let last: Position | undefined;
  for await (const page of pages)
    for (const event of page) {
      if (!passes(event.streamId, event.type)) continue;
      const stored = fromRecorded(event);
      if (stored.position === last || !isWithin(stored.position)) continue;
      last = stored.position;
      yield stored;
    }
}

/** The client asks for no filter where a reading ends by itself, so all of it comes, and what passes is picked here. */
export const createReadAll = (deps: Deps): Journal['readAll'] =>
  async function* (options = {}) {
    let left = options.limit ?? Infinity;
    if (left <= 0 || options.before === 0n) return;
    const way = wayOf(options);
    const pages = fromKnownPlace(deps, way, pagesOf(deps, way, options.limit));
    for await (const stored of storedIn(pages, passesOf(options.filter), way.isWithin)) {
      yield stored;
      left -= 1;
      if (left <= 0) return;
    }
  };
