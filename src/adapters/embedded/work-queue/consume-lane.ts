import type { HandingOut, WorkOutcome } from '../../../domain/ports/work-queue';
import type { Lane } from './lane';

/**
 * Hands out one lane's work. A handler that throws is a defect: its work goes back, nothing more is handed out, and the
 * defect is thrown once the handlers in hand have finished.
 */
export const consumeLane = async <W>(
  { take, putOff, bell }: Lane<W>,
  { concurrency, signal }: HandingOut,
  handle: (work: W) => Promise<WorkOutcome>,
): Promise<void> => {
  const inHand = new Set<Promise<void>>();
  const defects: Array<unknown> = [];
  const mayTake = (): boolean => !signal.aborted && defects.length === 0;

  const run = async (work: W): Promise<void> => {
    try {
      if ((await handle(work)) === 'again') putOff(work, signal);
    } catch (cause) {
      defects.push(cause);
      putOff(work, signal);
    }
  };
  const start = (work: W): void => {
    const running = run(work).finally(() => {
      inHand.delete(running);
      bell.ring();
    });
    inHand.add(running);
  };

  signal.addEventListener('abort', bell.ring, { once: true });
  while (mayTake()) {
    const work = inHand.size < concurrency ? take() : undefined;
    if (work === undefined) await bell.rung();
    else start(work);
  }
  signal.removeEventListener('abort', bell.ring);
  await Promise.all(inHand);
  if (defects.length > 0) throw defects[0];
};
