import { createWaitingLine } from '../../../../domain/shared/waiting-line';

/** Lets whoever brings events wait until they have room. */
export type Room = {
  /** Resolves at once where there is room, and when the signal aborts. */
  readonly free: (signal: AbortSignal) => Promise<void>;
  /** Something may have changed. */
  readonly look: () => void;
};

export const createRoom = (hasRoom: () => boolean): Room => {
  const line = createWaitingLine();
  return {
    free: async (signal) => {
      while (!hasRoom() && !signal.aborted) await line.woken(signal);
    },
    look: () => {
      if (hasRoom()) line.wakeAll();
    },
  };
};
