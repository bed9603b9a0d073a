import * as t from 'io-ts';
import type { Clock } from '../../domain/ports/clock';
import type { FanOut } from '../../domain/ports/fan-out';
import { decodeJson } from '../../domain/shared/decode-json';

const topic = 'alive';
const SAY_EVERY_MILLIS = 2_000;
/** What an instance that is not heard for so long had open is open no more, as far as anybody can see. */
const SILENT_AFTER_MILLIS = 10_000;
/** Who was not heard for so long, by one who hears, is gone: what only it could have finished is given up. */
const GONE_AFTER_MILLIS = 60_000;

const Word = t.strict({ by: t.string, sockets: t.number }, 'Alive');

const parse = decodeJson(Word);

/** What the processes of a ledger know of each other by their words alone: a wiped Redis takes nothing with it. */
export type Living = {
  /** The sockets of all that were heard of late; of this one, those that it has. */
  readonly sockets: () => number;
  readonly isHeard: (by: string) => boolean;
  /**
   * Whether a process has been silent for a minute, while this one heard itself. It may live all the same: so only for what is
   * refused to it then, as an append at an exact revision is.
   */
  readonly isGone: (by: string) => boolean;
  readonly run: (signal: AbortSignal) => Promise<void>;
};

type Deps = {
  readonly fanOut: FanOut;
  readonly clock: Clock;
  readonly by: string;
  readonly ownSockets: () => number;
};

export const createLiving = ({ fanOut, clock, by: own, ownSockets }: Deps): Living => {
  const heard = new Map<string, { readonly at: number; readonly sockets: number }>();
  /** Since when each one that was asked about is silent, as far as this process knows. */
  const missed = new Map<string, number>();
  const now = (): number => Date.parse(clock.now());
  const isHeard = (by: string): boolean => now() - (heard.get(by)?.at ?? -Infinity) < SILENT_AFTER_MILLIS;
  const tidy = (): void => {
    for (const [by, { at }] of heard) if (now() - at > GONE_AFTER_MILLIS) heard.delete(by);
    // Nobody hears anything, so nobody's silence says anything.
    if (!isHeard(own)) missed.clear();
    for (const by of missed.keys()) if (isHeard(by)) missed.delete(by);
  };
  return {
    isHeard,
    sockets: () => {
      const others = [...heard].filter(([by]) => by !== own && isHeard(by));
      return others.reduce((sum, [, { sockets }]) => sum + sockets, ownSockets());
    },
    isGone: (by) => {
      tidy();
      if (by === own || isHeard(by) || !isHeard(own)) return false;
      const since = missed.get(by) ?? now();
      missed.set(by, since);
      return now() - since >= GONE_AFTER_MILLIS;
    },
    run: async (signal) => {
      const callOff = fanOut.listen(topic, (text) => {
        const word = parse(text);
        if (word !== undefined) heard.set(word.by, { at: now(), sockets: word.sockets });
      });
      while (!signal.aborted) {
        tidy();
        fanOut.say(topic, JSON.stringify({ by: own, sockets: ownSockets() }));
        await clock.wait(SAY_EVERY_MILLIS, signal);
      }
      callOff();
    },
  };
};
