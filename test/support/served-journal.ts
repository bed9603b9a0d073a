import { JournalError, type Journal, type SubscribeOptions } from '../../src/domain/ports/journal';
import type { Position, StoredEvent } from '../../src/domain/shared/stored-event';
import { createWaitingLine } from '../../src/domain/shared/waiting-line';
import { newEvent } from './journal-events';

/** A journal elsewhere as its calls show it: where each began, and how many are open. */
export type ServedJournal = {
  readonly subscribe: Journal['subscribe'];
  readonly head: (signal: AbortSignal) => Promise<Position | undefined>;
  /** The next events; their positions leave gaps, and every fifth is the system's own. */
  readonly append: (count: number) => void;
  /** What is shown to anybody. */
  readonly shown: () => ReadonlyArray<StoredEvent>;
  /** Every call that is open fails. */
  readonly breakOff: () => void;
  readonly begun: () => ReadonlyArray<Position>;
  readonly open: () => number;
};

type Call = { isBroken: boolean };
/** `pause` is awaited wherever a server would let its callers wait. */
type Serving = { readonly pause: () => Promise<void>; readonly pageEvents: number };

const cutOff = (): JournalError => new JournalError('cut off', 'unavailable');

export const createServedJournal = ({ pause, pageEvents }: Serving): ServedJournal => {
  const events: Array<StoredEvent> = [];
  const begun: Array<Position> = [];
  const calls = new Set<Call>();
  const line = createWaitingLine();
  const headNow = (): Position => events.at(-1)?.position ?? 0n;
  const isShown = ({ stream }: StoredEvent): boolean => !stream.startsWith('$');

  async function* serve(call: Call, { after, filter, signal }: SubscribeOptions) {
    let position = after;
    let told = false;
    for (;;) {
      await pause();
      if (signal.aborted) return;
      if (call.isBroken) throw cutOff();
      const run = events.filter((event) => event.position > position).slice(0, pageEvents);
      const live = run.length === 0 || run.at(-1) === events.at(-1);
      if (run.length === 0 && told) {
        await line.woken(signal);
        continue;
      }
      position = run.at(-1)?.position ?? position;
      told ||= live;
      const passing = run.filter((event) => isShown(event) && filter?.eventTypes?.includes(event.type) !== false);
      yield { events: passing, position, live };
    }
  }

  return {
    subscribe: async function* (options) {
      const call = { isBroken: false };
      calls.add(call);
      begun.push(options.after);
      try {
        yield* serve(call, options);
      } finally {
        calls.delete(call);
      }
    },
    head: async (signal) => {
      await pause();
      return signal.aborted ? undefined : headNow();
    },
    append: (count) => {
      for (let n = 0; n < count; n += 1) {
        const number = events.length;
        const stream = number % 5 === 4 ? '$stats' : 'a-1';
        const event = newEvent({ type: number % 3 === 0 ? 'Third' : 'Other' });
        events.push({ ...event, stream, revision: BigInt(number), position: BigInt(10 + number * 3) });
      }
      line.wakeAll();
    },
    shown: () => events.filter(isShown),
    breakOff: () => {
      for (const call of calls) call.isBroken = true;
      line.wakeAll();
    },
    begun: () => begun,
    open: () => calls.size,
  };
};
