import { performance } from 'node:perf_hooks';

/** How often a second `count` things were done by `work`. */
export const rateOf = async (count: number, work: () => Promise<void> | void): Promise<number> => {
  const begun = performance.now();
  await work();
  return (count * 1000) / (performance.now() - begun);
};
