import type { BackupStep } from '../backup/backup-step';
import { createProgressBar, type ProgressBar } from './progress-bar';

/** A bar for each step of what has several, one after another. */
export const createStepBar = (): { readonly onProgress: BackupStep; readonly stop: () => void } => {
  let shown: { readonly step: string; readonly bar: ProgressBar } | undefined;
  return {
    onProgress: (step, done, total) => {
      if (shown?.step !== step) {
        shown?.bar.stop();
        shown = { step, bar: createProgressBar(step) };
      }
      shown.bar.update(done, total);
    },
    stop: () => shown?.bar.stop(),
  };
};
