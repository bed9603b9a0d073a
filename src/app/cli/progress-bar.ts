import { Presets, SingleBar } from 'cli-progress';

export type ProgressBar = {
  readonly update: (done: number, total: number, besides?: string) => void;
  readonly stop: () => void;
};

const silent: ProgressBar = { update: () => undefined, stop: () => undefined };

/** For what lasts: a bar on standard error where that is a terminal, nothing elsewhere. */
export const createProgressBar = (what: string): ProgressBar => {
  if (!process.stderr.isTTY) return silent;
  const format = `${what} {bar} {percentage}%  {value}/{total}  {eta_formatted} left  {besides}`;
  const bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true }, Presets.shades_classic);
  let isStarted = false;
  return {
    update: (done, total, besides = '') => {
      if (!isStarted) bar.start(total, done, { besides });
      isStarted = true;
      bar.setTotal(total);
      bar.update(done, { besides });
    },
    stop: () => bar.stop(),
  };
};
