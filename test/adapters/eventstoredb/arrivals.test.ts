import { Transform } from 'node:stream';
import { createArrivals } from '../../../src/adapters/eventstoredb/arrivals';
import { until } from '../../support/until';

it('comes to a mark that was set while what stands before it was read, and to what stands behind it', async () => {
  const source = new Transform({
    objectMode: true,
    highWaterMark: 4,
    transform: (chunk: number | 'caught-up', _, done) => {
      if (chunk === 'caught-up') arrivals.mark({ kind: 'caught-up' });
      done(null, chunk === 'caught-up' ? undefined : chunk);
    },
  });
  const arrivals = createArrivals<number>(source);
  const items: Array<number> = [];
  const marked: Array<number> = [];
  const chunks = Array.from({ length: 40 }, (_, n) => (n % 10 === 9 ? ('caught-up' as const) : n));
  for (const chunk of chunks) source.write(chunk);
  await until('all of it', () => {
    const arrived = arrivals.taken(512);
    if (arrived?.kind === 'items') items.push(...arrived.items);
    if (arrived?.kind === 'mark') marked.push(items.length);
    return marked.length === 4;
  });
  expect(items).toStrictEqual(chunks.filter((chunk) => chunk !== 'caught-up'));
  expect(marked).toStrictEqual([9, 18, 27, 36]);
});
