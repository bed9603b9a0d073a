import type { WebSocket } from 'ws';

/** The receiving half of one socket: one frame after another, in order, and reading stops where too many wait. */
export type Incoming = {
  readonly take: (handle: () => Promise<void>) => void;
  /** Resolves when every frame that was taken has been handled. */
  readonly handled: () => Promise<void>;
};

export const createIncoming = (
  socket: WebSocket,
  framesInHand: number,
  onDefect: (cause: unknown) => void,
): Incoming => {
  let waiting = 0;
  let last = Promise.resolve();

  const run = async (before: Promise<void>, handle: () => Promise<void>): Promise<void> => {
    await before;
    try {
      await handle();
    } catch (cause) {
      onDefect(cause);
    }
    waiting -= 1;
    if (waiting < framesInHand && socket.isPaused) socket.resume();
  };
  return {
    take: (handle) => {
      waiting += 1;
      if (waiting >= framesInHand) socket.pause();
      last = run(last, handle);
    },
    handled: async () => last,
  };
};
