import { createWaitingLine } from '../../domain/shared/waiting-line';

/** At most `limit` at once; the others wait in line. */
export type Turns = {
  /** True: a turn, to be given back. False: the signal aborted first. */
  readonly take: (signal: AbortSignal) => Promise<boolean>;
  readonly giveBack: () => void;
};

export const createTurns = (limit: number): Turns => {
  const line = createWaitingLine();
  let taken = 0;
  return {
    take: async (signal) => {
      while (taken >= limit && !signal.aborted) await line.woken(signal);
      if (signal.aborted) {
        // It may have been woken for a turn that it no longer wants.
        line.wakeNext();
        return false;
      }
      taken += 1;
      return true;
    },
    giveBack: () => {
      taken -= 1;
      line.wakeNext();
    },
  };
};
