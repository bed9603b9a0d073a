import { createCheckpoints } from '../../../src/adapters/eventstoredb-protocol/read/checkpoints';

/** Which of the positions are said, each considered in turn, and whether the last of them is said again as the head. */
const said = (interval: number, after: bigint | 'start' | 'end', positions: ReadonlyArray<bigint>) => {
  const checkpoints = createCheckpoints(interval, after);
  const due = positions.filter((position) => checkpoints.isDueAfter(position));
  return [due, checkpoints.isDueAtHead(positions.at(-1) ?? 0n)];
};

it('are due each time so many events have been considered, and at the head', () => {
  expect(said(2, 'start', [1n, 4n, 5n, 9n, 10n])).toStrictEqual([[4n, 9n], true]);
});

it('are not said again at the head where the last event was one', () => {
  expect(said(2, 'start', [1n, 4n, 5n, 9n])).toStrictEqual([[4n, 9n], false]);
});

it('are not said at the head where nothing came after the beginning, or it began there', () => {
  expect(createCheckpoints(1, 'start').isDueAtHead(0n)).toBe(false);
  expect(createCheckpoints(1, 7n).isDueAtHead(7n)).toBe(false);
  expect(said(3, 'end', [1n, 4n])).toStrictEqual([[], false]);
});
