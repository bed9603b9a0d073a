import { once } from 'node:events';

/** Resolves with the first of the signals that ask a process to stop. */
export const askedToStop = async (): Promise<void> => {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
};
