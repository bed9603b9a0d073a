import { type Arrival, bytesOf, type Message, originalOf } from './message';
import { createUnsettled, type Mark } from './unsettled';

/** What came in, and what of it is not settled: neither acknowledged, nor skipped, nor parked. */
export type Books = {
  readonly resume: (after: bigint | undefined) => void;
  readonly passOver: (count: number, place: bigint) => void;
  readonly admit: (arrival: Arrival, replayed: boolean) => Message;
  readonly settle: (message: Message) => void;
  /** How far nothing of the source is needed any more. */
  readonly settledTo: () => Mark;
  /** The first revision of the parked stream that is needed still; undefined before anything was replayed. */
  readonly parkedNeededFrom: () => bigint | undefined;
  readonly lastPlace: () => bigint | undefined;
  readonly bytes: () => number;
};

export const createBooks = (): Books => {
  const fromSource = createUnsettled();
  const fromParked = createUnsettled();
  let seen: Mark = { count: 0n, place: undefined };
  let replayedTo: bigint | undefined;
  return {
    resume: (after) => {
      seen = { count: 0n, place: after };
    },
    passOver: (count, place) => {
      seen = { count: seen.count + BigInt(count), place };
    },
    admit: (arrival, replayed) => {
      const { id } = originalOf(arrival.resolved);
      const order = replayed ? arrival.place : seen.count + 1n;
      const before = replayed ? undefined : seen.place;
      const bytes = bytesOf(arrival.resolved);
      const message: Message = { ...arrival, id, bytes, replayed, order, before, retries: 0 };
      if (replayed) {
        fromParked.add(message);
        replayedTo = arrival.place + 1n;
      } else {
        fromSource.add(message);
        seen = { count: order, place: arrival.place };
      }
      return message;
    },
    settle: (message) => (message.replayed ? fromParked : fromSource).settle(message),
    settledTo: () => {
      const first = fromSource.first();
      return first === undefined ? seen : { count: first.order - 1n, place: first.before };
    },
    parkedNeededFrom: () => fromParked.first()?.order ?? replayedTo,
    lastPlace: () => seen.place,
    bytes: () => fromSource.bytes() + fromParked.bytes(),
  };
};
