import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Journal, Page, SubscribeOptions } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import { createLiveTail, type Member, type Upstream } from './live-tail';
import { passesOf } from './passes';
import { type Bounds, type RecentEvents, usualBounds } from './recent-events';

/** How far one follower is. */
type Follower = SubscribeOptions & {
  readonly member: Member;
  /** What stood in the journal when it began: it is not live before it has come as far. */
  readonly head: Position;
  position: Position;
  wasLive: boolean;
};

const max = (a: Position, b: Position): Position => (a > b ? a : b);

const isLive = ({ head, member, wasLive }: Follower, position: Position, recent: RecentEvents): boolean =>
  position >= head && position >= recent.reached() && (!wasLive || member.isLive());

/** Undefined where there is nothing to tell. */
const advance = (
  follower: Follower,
  recent: RecentEvents,
  { events, position }: Omit<Page, 'live'>,
): Page | undefined => {
  const live = isLive(follower, position, recent);
  if (position === follower.position && events.length === 0 && (follower.wasLive || !live)) return undefined;
  follower.position = position;
  follower.wasLive ||= live;
  return { events, position, live };
};

/** By calls of its own, for as long as it is too far behind to be served from memory. */
async function* catchUp(upstream: Upstream, follower: Follower, recent: RecentEvents): AsyncGenerator<Page> {
  const { filter, signal, position: after } = follower;
  for await (const page of upstream.subscribe({ after, signal, ...(filter === undefined ? {} : { filter }) })) {
    const told = advance(follower, recent, page);
    if (told !== undefined) yield told;
    if (recent.keepsWellAfter(follower.position)) return;
  }
}

/** From memory; ends where it has fallen too far behind, and where the signal aborts. */
async function* follow(follower: Follower, recent: RecentEvents): AsyncGenerator<Page> {
  const { member, signal } = follower;
  const passes = passesOf(follower.filter);
  while (!signal.aborted && (await member.recent(signal)) !== undefined) {
    const run = recent.after(follower.position);
    if (run === undefined) return;
    const events = run.events.filter(({ stream, type }) => passes(stream, type));
    const page = advance(follower, recent, { events, position: max(run.position, follower.position) });
    if (page !== undefined) yield page;
    // Between a look at what there is and waiting for more nothing may be awaited, or it is missed.
    if (follower.position < recent.reached()) await nextTurn();
    else await member.more(signal);
  }
}

/**
 * Everyone looks at one tail of the journal. What lies behind its memory is read by calls of the follower's own until it meets the
 * memory: both are in the order of positions, so whatever is behind the one that was reached comes next, from wherever.
 */
export const createSubscribe = (upstream: Upstream, bounds: Bounds = usualBounds): Journal['subscribe'] => {
  const tail = createLiveTail(upstream, bounds);
  return async function* (options: SubscribeOptions): AsyncGenerator<Page> {
    const { after, signal } = options;
    const isOver = (): boolean => signal.aborted;
    if (isOver()) return;
    const member = tail.join();
    try {
      const head = await upstream.head(signal);
      if (head === undefined) return;
      const follower: Follower = { ...options, member, head, position: after, wasLive: false };
      while (!isOver()) {
        const recent = await member.recent(signal);
        if (recent === undefined) return;
        yield* follow(follower, recent);
        if (!isOver()) yield* catchUp(upstream, follower, recent);
      }
    } finally {
      member.leave();
    }
  };
};
