import type { ResolvedEvent, StreamSubscription, AllStreamSubscription } from '@eventstore/db-client';
import { until } from './until';

type Subscription = StreamSubscription | AllStreamSubscription;

export type Watched = {
  readonly events: ReadonlyArray<ResolvedEvent>;
  /** What came, by name and in order: `confirmation`, `caughtUp`, `error`, and each event's `revision@stream`. */
  readonly came: ReadonlyArray<string>;
  readonly errors: ReadonlyArray<unknown>;
  readonly untilCame: (what: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Listens to a subscription from before its confirmation. */
export const watch = (subscription: Subscription): Watched => {
  const events: Array<ResolvedEvent> = [];
  const came: Array<string> = [];
  const errors: Array<unknown> = [];
  const listening = subscription as StreamSubscription;
  listening.on('confirmation', () => came.push('confirmation'));
  listening.on('caughtUp' as 'confirmation', () => came.push('caughtUp'));
  listening.on('error', (error: unknown) => {
    errors.push(error);
    came.push('error');
  });
  listening.on('data', (resolved) => {
    events.push(resolved);
    const record = resolved.link ?? resolved.event;
    came.push(`${String(record?.revision)}@${String(record?.streamId)}`);
  });
  return {
    events,
    came,
    errors,
    untilCame: async (what) => until(what, () => came.includes(what)),
    stop: async () => subscription.unsubscribe(),
  };
};
