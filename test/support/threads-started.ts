import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';

/** The threads that `work` starts. */
export const threadsStartedBy = async <A>(
  work: () => Promise<A>,
): Promise<{ readonly outcome: A; readonly threads: ReadonlyArray<Worker> }> => {
  const threads: Array<Worker> = [];
  const note = (message: unknown): void => {
    threads.push((message as { readonly worker: Worker }).worker);
  };
  subscribe('worker_threads', note);
  try {
    return { outcome: await work(), threads };
  } finally {
    unsubscribe('worker_threads', note);
  }
};
