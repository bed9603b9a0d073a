import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { QueueUnavailable, WorkQueue } from '../../domain/ports/work-queue';
import type { DeliveryId, Instant } from '../../domain/shared/codecs';
import type { OutstandingRow } from '../../projections/outstanding/row';

/** What was handed to the queue, and for which step: a row that has changed since wants another one. */
type Published = { readonly step: string; readonly at: Instant };

const stepOf = ({ state, due, attempts }: OutstandingRow): string => `${state} ${due} ${String(attempts)}`;

export type Window = {
  /**
   * Publishes what is due and was not yet published for its present step. What has left the window is forgotten, so the
   * memory that it takes is the window's size. `lostBefore`: what was published before then and still stands there
   * unchanged was lost by the queue.
   */
  readonly refill: (
    due: ReadonlyArray<OutstandingRow>,
    now: Instant,
    lostBefore: Instant,
  ) => TaskEither<QueueUnavailable, void>;
};

/** The bounded part of one priority's outstanding deliveries that the queue has been given. */
export const createWindow = (queue: WorkQueue): Window => {
  let published: ReadonlyMap<DeliveryId, Published> = new Map();
  const isPublished = (row: OutstandingRow, lostBefore: Instant): boolean => {
    const earlier = published.get(row.deliveryId);
    return earlier !== undefined && earlier.step === stepOf(row) && earlier.at >= lostBefore;
  };
  return {
    refill: (due, now, lostBefore) => async () => {
      const fresh = due.filter((row) => !isPublished(row, lostBefore));
      const work = fresh.map(({ deliveryId, notificationId, channel, priority }) => ({
        deliveryId,
        notificationId,
        channel,
        priority,
      }));
      const outcome = work.length === 0 ? E.right(undefined) : await queue.publish(work)();
      if (E.isLeft(outcome)) return outcome;
      const isFresh = new Set(fresh.map(({ deliveryId }) => deliveryId));
      published = new Map(
        due.map((row) => [
          row.deliveryId,
          { step: stepOf(row), at: isFresh.has(row.deliveryId) ? now : (published.get(row.deliveryId)?.at ?? now) },
        ]),
      );
      return E.right(undefined);
    },
  };
};
