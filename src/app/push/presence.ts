import * as t from 'io-ts';
import type { Clock } from '../../domain/ports/clock';
import type { FanOut } from '../../domain/ports/fan-out';
import { decodeJson } from '../../domain/shared/decode-json';

/** A question of somebody who watches: who has sockets of this user? */
const askedTopic = 'presence-asked';
/** The answer, and what is said when it changes. */
const toldTopic = 'presence-told';
const EVERYBODY = '*';
const ASK_EVERY_MILLIS = 1_000;
/** The contract: after the last socket of that user has gone for 5 s. */
const GONE_AFTER_MILLIS = 5_000;

const Told = t.strict({ by: t.string, userId: t.string, sockets: t.number }, 'PresenceTold');

const parse = decodeJson(Told);

export type Presence = {
  /** The user has so many sockets in this process now. */
  readonly changed: (userId: string, sockets: number) => void;
  /** How many sockets the user has in other processes, so far as they have said. */
  readonly elsewhere: (userId: string) => number;
  /** Tells whether the user is there, first when that is known and then at each change, until it is called off. */
  readonly watch: (userId: string, tell: (isOnline: boolean) => void) => () => void;
  /** Until the signal aborts. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

type Deps = {
  readonly fanOut: FanOut;
  readonly clock: Clock;
  readonly by: string;
  /** Whether a process was heard of late. */
  readonly isHeard: (by: string) => boolean;
};

type Watched = {
  readonly tellers: Set<(isOnline: boolean) => void>;
  absentSince: number;
  isOnline: boolean | undefined;
};

/**
 * Who has sockets anywhere, by the words of those who hold them. Nothing is kept outside the processes, so nothing is left of one
 * that dies: it is not heard any more, and its users are offline soon. A lost word is made good when somebody watches.
 */
export const createPresence = ({ fanOut, clock, by, isHeard }: Deps): Presence => {
  const here = new Map<string, number>();
  const others = new Map<string, Map<string, number>>();
  const watched = new Map<string, Watched>();
  const now = (): number => Date.parse(clock.now());
  const say = (userId: string): void =>
    fanOut.say(toldTopic, JSON.stringify({ by, userId, sockets: here.get(userId) ?? 0 }));
  const elsewhere = (userId: string): number =>
    [...others.values()].reduce((sum, users) => sum + (users.get(userId) ?? 0), 0);

  const settle = (userId: string, one: Watched): void => {
    const isThere = here.has(userId) || elsewhere(userId) > 0;
    if (isThere) one.absentSince = now();
    const isGone = now() - one.absentSince >= GONE_AFTER_MILLIS;
    // Who comes back within that time was never gone; who was never seen is offline only after it too.
    if (isThere === one.isOnline || (!isThere && !isGone)) return;
    one.isOnline = isThere;
    for (const tell of one.tellers) tell(isThere);
  };
  const settleIfWatched = (userId: string): void => {
    const one = watched.get(userId);
    if (one !== undefined) settle(userId, one);
  };
  const hear = (text: string): void => {
    const told = parse(text);
    if (told === undefined || told.by === by) return;
    const users = others.get(told.by) ?? new Map<string, number>();
    others.set(told.by, users);
    if (told.sockets > 0) users.set(told.userId, told.sockets);
    else users.delete(told.userId);
    settleIfWatched(told.userId);
  };
  const answer = (asked: string): void => {
    if (asked === EVERYBODY) for (const userId of here.keys()) say(userId);
    else say(asked);
  };
  const look = (): void => {
    for (const instance of others.keys()) if (!isHeard(instance)) others.delete(instance);
    for (const [userId, one] of watched) {
      settle(userId, one);
      fanOut.say(askedTopic, userId);
    }
  };

  return {
    elsewhere,
    changed: (userId, sockets) => {
      if (sockets > 0) here.set(userId, sockets);
      else here.delete(userId);
      say(userId);
      settleIfWatched(userId);
    },
    watch: (userId, tell) => {
      const one = watched.get(userId) ?? { tellers: new Set(), absentSince: now(), isOnline: undefined };
      watched.set(userId, one);
      one.tellers.add(tell);
      if (one.isOnline !== undefined) tell(one.isOnline);
      settle(userId, one);
      fanOut.say(askedTopic, userId);
      return () => {
        if (one.tellers.delete(tell) && one.tellers.size === 0) watched.delete(userId);
      };
    },
    run: async (signal) => {
      const callingOff = [fanOut.listen(toldTopic, hear), fanOut.listen(askedTopic, answer)];
      fanOut.say(askedTopic, EVERYBODY);
      while (!signal.aborted) {
        look();
        await clock.wait(ASK_EVERY_MILLIS, signal);
      }
      for (const callOff of callingOff) callOff();
    },
  };
};
