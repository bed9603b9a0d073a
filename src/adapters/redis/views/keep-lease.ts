import type { RunScripts } from './run-script';
import { renewLeaseScript } from './scripts/snapshot-scripts';

/** A reader that does not say for so long that it is there is gone: the view keeps nothing for it any more. */
export const leaseMillis = 60_000;
const renewMillis = 20_000;

/**
 * Says from time to time that the snapshot is still held, also while none of its rows is read, until it is told to stop. Keeps no
 * process alive. A lease that could not be renewed shows when the next rows are read.
 */
export const keepLease = ({ onGeneration }: RunScripts, name: string, generation: string, id: string): (() => void) => {
  let timer: NodeJS.Timeout;
  const renew = (): void => {
    onGeneration(renewLeaseScript, name, generation, [id, leaseMillis])
      .catch(() => undefined)
      .finally(plan);
  };
  let isOver = false;
  const plan = (): void => {
    if (!isOver) timer = setTimeout(renew, renewMillis).unref();
  };
  plan();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
};
