import type { Reader } from './reader';
import { type Tail, createTail } from './tail';

/** The growing end of a journal that another process writes: it reads on whenever it is asked how far the journal goes. */
export type TailBeside = Tail & {
  /** To be called when the journal may have grown. */
  readonly advance: () => void;
  readonly close: () => void;
};

/** What is further ahead is not read into memory. */
const FAR = 4096;

export const createTailBeside = (reader: Reader): TailBeside => {
  let known = reader.head();
  // Nobody has looked through all of it.
  const tail = createTail(known, false);
  const readOn = (head: number): void => {
    try {
      while (known < head) {
        const records = reader.after(known, head);
        tail.extend(records);
        known += records.length;
      }
    } catch {
      // Whoever comes to the place that can't be read meets the damage, and says so.
      tail.restart(head, false);
    }
  };
  const head = (): number => {
    tail.head();
    const now = reader.head();
    if (now - known > FAR) tail.restart(now, false);
    else readOn(now);
    known = now;
    return now;
  };
  return {
    ...tail,
    head,
    advance: () => {
      try {
        head();
      } finally {
        // Those who wait ask for themselves.
        tail.bell.ring();
      }
    },
  };
};
