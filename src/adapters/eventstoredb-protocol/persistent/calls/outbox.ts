import { encodeReadEvent } from '../../encode-read-event';
import type { UuidForm } from '../../uuid';
import { type WritingCall, writeAll } from '../../write-all';
import type { Delivery } from '../group/inputs';

/** What was given to a consumer and not yet to its connection. */
export type Outbox = {
  readonly put: (delivery: Delivery) => void;
  /** Never sent, if it was not already: it may be somebody else's by now. */
  readonly withdraw: (id: string) => void;
  /** Sends, at the pace at which they are taken, until the signal aborts. */
  readonly send: () => Promise<void>;
};

const AT_ONCE = 32;

export const createOutbox = (call: WritingCall, uuid: UuidForm, signal: AbortSignal): Outbox => {
  const waiting = new Map<string, Delivery>();
  let wake = (): void => undefined;
  const something = async (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      if (waiting.size > 0 || signal.aborted) resolve();
    });
  const nextFew = function* (): Generator<Buffer> {
    let sent = 0;
    for (const [id, { resolved, retryCount }] of waiting) {
      waiting.delete(id);
      yield encodeReadEvent(resolved, { uuid, retryCount });
      sent += 1;
      if (sent === AT_ONCE) return;
    }
  };
  signal.addEventListener('abort', () => wake(), { once: true });
  return {
    put: (delivery) => {
      waiting.set(delivery.id, delivery);
      wake();
    },
    withdraw: (id) => {
      waiting.delete(id);
    },
    send: async () => {
      while (!signal.aborted) {
        await something();
        await writeAll(call, nextFew(), signal);
      }
    },
  };
};
