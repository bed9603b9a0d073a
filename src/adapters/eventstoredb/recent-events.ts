import type { Page } from '../../domain/ports/journal';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import { weightOf } from './size-of';

/** Events in a row, and how far nothing else is to be told. */
export type Run = { readonly events: ReadonlyArray<StoredEvent>; readonly position: Position };

/** The latest events, so that who follows the journal closely is served from memory, and all are handed the same ones. */
export type RecentEvents = {
  readonly add: (page: Pick<Page, 'events' | 'position'>) => void;
  /** How far it goes. */
  readonly reached: () => Position;
  /** Those after a position; undefined where that far back is no longer kept. */
  readonly after: (position: Position) => Run | undefined;
  /** Whether one who stands there will be served for a while: who comes near to it from behind may fall behind again. */
  readonly keepsWellAfter: (position: Position) => boolean;
};

/** How much is kept, and how much of it is handed out at once; of one event all is. */
export type Bounds = {
  readonly events: number;
  readonly weight: number;
  readonly pageEvents: number;
  readonly pageWeight: number;
};

export const usualBounds: Bounds = { events: 4_096, weight: 16 * 1_048_576, pageEvents: 256, pageWeight: 1_048_576 };

type Kept = { readonly event: StoredEvent; readonly weight: number };

/** `from` is the position that the first events to be added follow. */
export const createRecentEvents = (from: Position, bounds: Bounds): RecentEvents => {
  const slots = new Array<Kept | undefined>(bounds.events);
  let first = 0;
  let next = 0;
  let weight = 0;
  /** Everything behind it is kept. */
  let floor = from;
  let reached = from;

  const at = (index: number): Kept | undefined => slots[index % bounds.events];
  const drop = (): void => {
    const dropped = at(first);
    weight -= dropped?.weight ?? 0;
    floor = dropped?.event.position ?? floor;
    slots[first % bounds.events] = undefined;
    first += 1;
  };
  const keep = (kept: Kept): void => {
    if (next - first === bounds.events) drop();
    slots[next % bounds.events] = kept;
    next += 1;
    weight += kept.weight;
    while (weight > bounds.weight && next - first > 1) drop();
  };
  /** The index of the first that is behind the position. */
  const indexAfter = (position: Position): number => {
    let low = first;
    let high = next;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((at(middle)?.event.position ?? 0n) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  return {
    add: ({ events, position }) => {
      for (const event of events) keep({ event, weight: weightOf(event) });
      reached = position;
    },
    reached: () => reached,
    after: (position) => {
      if (position < floor) return undefined;
      const events: Array<StoredEvent> = [];
      let size = 0;
      let index = indexAfter(position);
      for (; index < next && events.length < bounds.pageEvents && size < bounds.pageWeight; index += 1) {
        const kept = at(index);
        if (kept === undefined) break;
        events.push(kept.event);
        size += kept.weight;
      }
      return { events, position: index === next ? reached : (events.at(-1)?.position ?? position) };
    },
    keepsWellAfter: (position) =>
      position >= floor && (first === 0 || next - indexAfter(position) <= Math.ceil((next - first) / 2)),
  };
};
