import { getEventListeners } from 'node:events';
import type { Work, WorkQueue } from '../../src/domain/ports/work-queue';
import type { DeliveryId, NotificationId, Priority } from '../../src/domain/shared/codecs';

export const emailWork = (name: string, priority: Priority = 'P2'): Work => ({
  deliveryId: `${name}.email` as DeliveryId,
  notificationId: name as NotificationId,
  channel: 'email',
  priority,
});

export type Consuming = {
  /** The names of the work that was handled, each once. */
  readonly handled: ReadonlySet<string>;
  /** How many listen for the end of consuming. */
  readonly listeners: () => number;
  readonly stop: () => Promise<void>;
};

/** Handles all e-mail work as it comes. */
export const consumeEmail = (queue: WorkQueue): Consuming => {
  const handled = new Set<string>();
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = queue.consume({ channel: 'email', concurrency: 16, signal }, async ({ notificationId }) => {
    handled.add(notificationId);
    return 'done';
  });
  return {
    handled,
    listeners: () => getEventListeners(signal, 'abort').length,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
