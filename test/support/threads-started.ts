import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';

const asking = new AsyncLocalStorage<symbol>();

/**
 * The threads that `work` starts. Only those: what another test file has left may start threads in the same process at
 * the same time, and the channel tells of all of them.
 */
export const threadsStartedBy = async <A>(
  work: () => Promise<A>,
): Promise<{ readonly outcome: A; readonly threads: ReadonlyArray<Worker> }> => {
  const threads: Array<Worker> = [];
  const ours = Symbol('work');
  const note = (message: unknown): void => {
    if (asking.getStore() === ours) threads.push((message as { readonly worker: Worker }).worker);
  };
  subscribe('worker_threads', note);
  try {
    return { outcome: await asking.run(ours, work), threads };
  } finally {
    unsubscribe('worker_threads', note);
  }
};
