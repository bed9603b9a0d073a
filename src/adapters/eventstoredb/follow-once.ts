import type { AllStreamResolvedEvent } from '@eventstore/db-client';
import type { Filter, Page } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import type { Arrived } from './arrivals';
import { CallFailed } from './call-failure';
import type { Lease } from './connection';
import type { Deps } from './deps';
import { fromRecorded } from './from-recorded';
import { readHead } from './head';
import { nextArrived } from './next-arrived';
import { openSubscription } from './open-subscription';
import { type Passes, passesOf } from './passes';

const PAGE_EVENTS = 256;

export type Following = {
  readonly lease: Lease;
  /** What was delivered before, or need not be. */
  readonly after: Position;
  readonly filter: Filter | undefined;
  readonly signal: AbortSignal;
  /** Whether an earlier call has come to the head: it need not be said again. */
  readonly wasLive: boolean;
  /** The server has taken the subscription on. */
  readonly onConfirmed: () => void;
};

type Progress = {
  /** Undefined where there is nothing to tell. `drained`: nothing more has arrived. */
  readonly page: (arrived: Arrived<AllStreamResolvedEvent>, drained: boolean) => Page | undefined;
};

const max = (a: Position, b: Position): Position => (a > b ? a : b);

/** From what arrives to pages: how far everything is delivered, and whether that is as far as there is anything. */
const createProgress = (after: Position, head: Position, passes: Passes, wasLive: boolean): Progress => {
  let position = after;
  let told = wasLive;
  let isLive = false;

  const eventsOf = (items: ReadonlyArray<AllStreamResolvedEvent>): Page['events'] =>
    items
      .flatMap(({ event }) => (event !== undefined && passes(event.streamId, event.type) ? fromRecorded(event) : []))
      .filter((event) => event.position > after);

  const reach = (arrived: Arrived<AllStreamResolvedEvent>): void => {
    if (arrived.kind === 'items') position = max(position, arrived.items.at(-1)?.event?.position.commit ?? 0n);
    if (arrived.kind !== 'mark') return;
    const { mark } = arrived;
    if (mark.kind === 'passed') position = max(position, mark.position);
    // Caught up is said by someone who has looked at everything that was there when the call began.
    if (mark.kind === 'caught-up') position = max(position, head);
  };

  return {
    page: (arrived, drained) => {
      const before = position;
      const events = arrived.kind === 'items' ? eventsOf(arrived.items) : [];
      reach(arrived);
      isLive ||= position >= head;
      const live = isLive && drained;
      if (position === before && events.length === 0 && (told || !live)) return undefined;
      told ||= live;
      return { events, position, live };
    },
  };
};

/**
 * One call's worth of a subscription, until the signal aborts; throws what ends it otherwise. A server may refuse a position
 * beyond its head: the call begins at the head then, and what is not behind the position asked for is dropped.
 */
export async function* followOnce(deps: Deps, following: Following): AsyncGenerator<Page> {
  const { clock, limits } = deps;
  const { lease, after, filter, signal, wasLive, onConfirmed } = following;
  const head = await readHead(deps);
  const { arrivals, leave } = openSubscription(lease, { after: after < head ? after : head, filter });
  const { page } = createProgress(after, head, passesOf(filter), wasLive);
  let millis: number | undefined = limits.answerMillis;
  try {
    for (;;) {
      const arrived = await nextArrived(arrivals, PAGE_EVENTS, {
        clock,
        millis,
        lost: lease.lost,
        signal,
        gather: true,
      });
      if (arrived === undefined) return;
      if (arrived.kind === 'end') throw new CallFailed('ended-by-server');
      if (millis !== undefined) onConfirmed();
      millis = undefined;
      const next = page(arrived, arrivals.isEmpty());
      if (next !== undefined) yield next;
    }
  } finally {
    leave();
  }
}
