import type { Journal } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import { createWaitingLine } from '../../domain/shared/waiting-line';
import { type Bounds, createRecentEvents, type RecentEvents } from './recent-events';

/** What a tail is made of: subscriptions with calls of their own, and where the journal ends. */
export type Upstream = {
  readonly subscribe: Journal['subscribe'];
  /** Undefined once the signal aborts. Throws as a subscription does. */
  readonly head: (signal: AbortSignal) => Promise<Position | undefined>;
};

export type Member = {
  /** The latest events, once it is known where they begin; undefined once the signal aborts. Throws what the tail has failed of. */
  readonly recent: (signal: AbortSignal) => Promise<RecentEvents | undefined>;
  /** Whether the tail has caught up with the server, as far as it was told. */
  readonly isLive: () => boolean;
  /** Resolves when more has come, when the tail has failed, and when the signal aborts. */
  readonly more: (signal: AbortSignal) => Promise<void>;
  readonly leave: () => void;
};

/** The growing end of the journal, followed by one subscription however many look at it. */
export type LiveTail = {
  /** The first to join begins the subscription, at the head; the last to leave ends it. After a failure the next one begins anew. */
  readonly join: () => Member;
};

type Flow = {
  readonly stop: AbortController;
  readonly line: ReturnType<typeof createWaitingLine>;
  members: number;
  recent: RecentEvents | undefined;
  live: boolean;
  failure: { readonly error: unknown } | undefined;
};

const newFlow = (): Flow => ({
  stop: new AbortController(),
  line: createWaitingLine(),
  members: 0,
  recent: undefined,
  live: true,
  failure: undefined,
});

/** Never waits for those who look at it: the memory is bounded, and who is too slow for it reads for itself. */
const run = async ({ subscribe, head }: Upstream, bounds: Bounds, flow: Flow): Promise<void> => {
  const { line, stop } = flow;
  const from = await head(stop.signal);
  if (from === undefined) return;
  const recent = createRecentEvents(from, bounds);
  flow.recent = recent;
  line.wakeAll();
  for await (const page of subscribe({ after: from, signal: stop.signal })) {
    recent.add(page);
    flow.live = page.live;
    line.wakeAll();
  }
};

export const createLiveTail = (upstream: Upstream, bounds: Bounds): LiveTail => {
  let current: Flow | undefined;
  const forget = (flow: Flow): void => {
    if (current === flow) current = undefined;
  };
  const begin = (): Flow => {
    const flow = newFlow();
    void run(upstream, bounds, flow).catch((error: unknown) => {
      flow.failure = { error };
      forget(flow);
      flow.line.wakeAll();
    });
    return flow;
  };
  return {
    join: () => {
      const flow = (current ??= begin());
      flow.members += 1;
      return {
        recent: async (signal) => {
          while (flow.recent === undefined && flow.failure === undefined && !signal.aborted)
            await flow.line.woken(signal);
          if (signal.aborted) return undefined;
          if (flow.failure !== undefined) throw flow.failure.error;
          return flow.recent;
        },
        isLive: () => flow.live,
        more: async (signal) => {
          // Who was not waiting when it failed is not woken.
          if (flow.failure === undefined) await flow.line.woken(signal);
        },
        leave: () => {
          flow.members -= 1;
          if (flow.members > 0) return;
          forget(flow);
          flow.stop.abort('everyone has left');
        },
      };
    },
  };
};
