/** One of the figures that EventStoreDB gives under `extra_statistics`, in milliseconds. */
export type Measurement = { readonly key: string; readonly value: number };

const QUINTILES = [1, 2, 3, 4, 5];
const PERCENTILES = [90, 95, 99, 99.5, 99.9];

/** Its names and its way of counting (contract, section 12.8); none before something was answered. */
export const measurementsOf = (latencies: ReadonlyArray<number>): ReadonlyArray<Measurement> => {
  const sorted = latencies.toSorted((a, b) => a - b);
  const count = sorted.length;
  if (count === 0) return [];
  const at = (index: number): number => sorted[Math.min(Math.trunc(index), count - 1)] ?? 0;
  const percentile = (percent: number): number => at((percent * count) / 100);
  const sum = sorted.reduce((total, each) => total + each, 0);
  return [
    { key: 'Mean', value: Math.trunc(sum / count) },
    { key: 'Median', value: at(count / 2) },
    { key: 'Fastest', value: at(0) },
    ...QUINTILES.map((nth) => ({ key: `Quintile ${nth}`, value: percentile((nth - 1) * 20) })),
    ...PERCENTILES.map((percent) => ({ key: `${percent}%`, value: percentile(percent) })),
    { key: 'Highest', value: at(count - 1) },
  ];
};
