/**
 * What the next commits meet, for tests of what follows from it; shared with the writer's thread, and nothing unless it
 * is set. The failures happen where SQLite would report them, before the commit; a lost answer is that of a commit which stands.
 */
export type CommitFaults = { readonly cell: Int32Array<SharedArrayBuffer> };

const commitFault = { none: 0, diskFull: 1, ioError: 2, threadDies: 3, answerLost: 4 } as const;

export const createCommitFaults = (): CommitFaults => ({ cell: new Int32Array(new SharedArrayBuffer(4)) });

export const setCommitFault = ({ cell }: CommitFaults, fault: keyof typeof commitFault): void => {
  Atomics.store(cell, 0, commitFault[fault]);
};

/** Called by the writer before each commit. */
export const meetFaultBefore = ({ cell }: CommitFaults): void => {
  const fault = Atomics.load(cell, 0);
  if (fault === commitFault.diskFull) throw new Error('database or disk is full');
  if (fault === commitFault.ioError) throw new Error('disk I/O error');
  if (fault === commitFault.threadDies) process.exit(1);
};

/** Called by the writer after each commit. */
export const meetFaultAfter = ({ cell }: CommitFaults): void => {
  if (Atomics.load(cell, 0) === commitFault.answerLost) process.exit(1);
};
