import type { StoredEvent } from '../../../domain/shared/stored-event';
import { decodeRecord } from './decode-record';

/** The latest events, so that who follows the journal closely is served from memory. */
export type RecentEvents = {
  readonly add: (record: Buffer) => void;
  /** Those after a position, at most `limit`; undefined where that far back is no longer kept. */
  readonly after: (position: number, limit: number) => ReadonlyArray<StoredEvent> | undefined;
};

type Slot = { readonly record: Buffer; event?: StoredEvent };

const EVENTS = 4096;
const BYTES = 16 * 1024 * 1024;

/** `head` is the position of the last event before the first that will be added; the positions that follow are dense. */
export const createRecentEvents = (head: number): RecentEvents => {
  const slots = new Array<Slot | undefined>(EVENTS);
  let first = head + 1;
  let next = head + 1;
  let bytes = 0;
  const drop = (): void => {
    bytes -= slots[first % EVENTS]?.record.length ?? 0;
    slots[first % EVENTS] = undefined;
    first += 1;
  };
  /** Decoded when the first subscription asks, then shared by all. */
  const eventAt = (position: number): StoredEvent | undefined => {
    const slot = slots[position % EVENTS];
    return slot === undefined ? undefined : (slot.event ??= decodeRecord(slot.record));
  };
  return {
    add: (record) => {
      if (next - first === EVENTS) drop();
      slots[next % EVENTS] = { record };
      next += 1;
      bytes += record.length;
      while (bytes > BYTES && next - first > 1) drop();
    },
    after: (position, limit) => {
      if (position + 1 < first) return undefined;
      const events: Array<StoredEvent> = [];
      for (let at = position + 1; at < next && events.length < limit; at += 1) {
        const event = eventAt(at);
        if (event !== undefined) events.push(event);
      }
      return events;
    },
  };
};
