import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** A call that its server writes to: grpc-js says `cancelled` for a caller that left, a deadline and a lost connection. */
export type WritingCall = Writable & { readonly cancelled: boolean };

/** Aborts with the call, however it ends. */
export const signalOf = (call: WritingCall): AbortSignal => {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  if (call.cancelled || call.destroyed) end();
  call.once('cancelled', end);
  call.once('close', end);
  return controller.signal;
};

/**
 * Writes one page and resolves once the caller has taken it, so that a slow one has at most a page in memory. False: the
 * call has ended, and what was left unwritten stays so.
 */
export const writeAll = async (
  call: WritingCall,
  messages: Iterable<unknown>,
  signal: AbortSignal,
): Promise<boolean> => {
  for (const message of messages) {
    if (signal.aborted) return false;
    call.write(message);
  }
  if (!call.writableNeedDrain || signal.aborted) return !signal.aborted;
  // The signal ends the waiting: a call that has ended never drains.
  await once(call, 'drain', { signal }).catch(() => undefined);
  return !signal.aborted;
};
