import * as E from 'fp-ts/Either';
import { openTemporaryViews } from '../../src/adapters/embedded/views/open-temporary-views';
import { verifyView } from '../../src/app/audit/verify-view';
import type { Underway } from '../../src/app/rebuild/underway';
import type { ProjectionStatus } from '../../src/app/workers/projection-board';
import { decodeRecorded } from '../../src/domain/decode-recorded';
import type { Views } from '../../src/domain/ports/views';
import { inbox } from '../../src/projections/inbox/project';
import { inboxQuestions } from '../../src/projections/inbox/questions';
import type { Projection } from '../../src/projections/projection';
import type { Told } from './histories';
import { read, requested } from './notification-facts';
import { openProjecting, type Projecting } from './projecting';
import { right } from './right';
import { until } from './until';
import { at, notificationId, userId } from './vocabulary';

export const operator = { kind: 'user', id: 'op-1' } as const;
export const ordered = { why: 'ordered', actor: operator } as const;
export const reading: Told = { stream: `notification-${notificationId}`, event: read };
const away = E.left({ _tag: 'ViewUnavailable' as const, cause: 'away' });

export const requestOf = (n: number): Told => {
  const id = `n-${String(n)}` as typeof notificationId;
  return { stream: `notification-${id}`, event: requested({ notificationId: id }) };
};

export const readingOf = (n: number): Told => {
  const id = `n-${String(n)}` as typeof notificationId;
  return { stream: `notification-${id}`, event: { type: 'NotificationRead', data: { notificationId: id, userId } } };
};

/** The view `inbox` alone, its runner, and what is made of it anew. */
export type RebuildScene = Projecting & {
  readonly withRequests: (count: number) => Promise<void>;
  readonly unread: () => Promise<{ readonly position: bigint; readonly value: number }>;
  readonly status: () => ProjectionStatus | undefined;
  /** Orders a rebuild, which must not be under way. */
  readonly order: () => Promise<Underway>;
  /** The events about rebuilds, with who ordered them, and their streams. */
  readonly rebuilt: () => Promise<ReadonlyArray<unknown>>;
  /** How many rows of the live view differ from its fold. */
  readonly differences: (projection?: Projection) => Promise<number>;
  /** Views whose writes to what is made beside fail while `isAway` holds. */
  readonly faulty: (isAway: (what: 'apply' | 'promote', rows: number) => boolean) => Views;
  /** Lets time pass until it holds. */
  readonly inTime: (what: string, holds: () => Promise<boolean> | boolean) => Promise<void>;
};

export const openRebuildScene = async (partitions = 1): Promise<RebuildScene> => {
  const scene = await openProjecting([inbox], partitions);
  const { views, asked } = scene;
  return {
    ...scene,
    withRequests: async (count) => {
      await scene.tell(...Array.from({ length: count }, (_, n) => requestOf(n + 1)));
    },
    unread: async () => right(await inboxQuestions(asked).count('unread', userId, { now: at(9_999) })()),
    status: () => scene.board.statuses(scene.clock.now())[0],
    order: async () => {
      // Its rows are there a moment before it has ended.
      await until('the end of its first making', () => scene.rebuilds().underway(inbox.name)?.order.why !== 'first');
      const one = right(await scene.rebuilds().begin(inbox, ordered)());
      if (one === undefined) throw new Error('it is being made already');
      return one;
    },
    rebuilt: async () => {
      const found: Array<unknown> = [];
      for await (const stored of scene.journal.readAll({ filter: { eventTypes: ['ProjectionRebuilt'] } })) {
        const { event, actor, stream } = right(decodeRecorded(stored));
        found.push({ ...event.data, actor, stream });
      }
      return found;
    },
    differences: async (projection = inbox) =>
      right(await verifyView({ ...scene, openAside: openTemporaryViews('ledger-1') })(projection)()).differences,
    faulty: (isAway) => ({
      ...views,
      apply: (view, step) => async () =>
        view.beside === true && isAway('apply', step.changes.length) ? away : views.apply(view, step)(),
      promote: (view, step) => async () =>
        isAway('promote', step.changes.length) ? away : views.promote(view, step)(),
    }),
    inTime: async (what, holds) =>
      until(what, async () => {
        await scene.clock.advance(1_000);
        return holds();
      }),
  };
};
