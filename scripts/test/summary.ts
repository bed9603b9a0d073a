import Table from 'cli-table3';
import type { Outcome } from './run-check';

const total = (outcomes: ReadonlyArray<Outcome>, count: 'passed' | 'failed' | 'seconds'): number =>
  outcomes.reduce((sum, outcome) => sum + outcome[count], 0);

/** Without colours, so that it reads the same in a file. */
export const table = (outcomes: ReadonlyArray<Outcome>): string => {
  const grid = new Table({
    head: ['check', 'passed', 'failed', 'seconds'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, passed, failed, seconds } of outcomes) grid.push([name, passed, failed, seconds.toFixed(1)]);
  grid.push(['all', total(outcomes, 'passed'), total(outcomes, 'failed'), total(outcomes, 'seconds').toFixed(1)]);
  return grid.toString();
};

/** The last line of a run. */
export const summary = (outcomes: ReadonlyArray<Outcome>): string =>
  `${total(outcomes, 'passed')} passed, ${total(outcomes, 'failed')} failed`;
