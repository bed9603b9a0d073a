/** Everything that must hold before a change lands, in the order of what fails fastest. */
import { parseArgs } from 'node:util';
import { type Check, checks } from './test/checks';
import { showProgress } from './test/progress';
import { type Outcome, runCheck } from './test/run-check';
import { runJest } from './test/run-jest';
import { summary, table } from './test/summary';

const help = `npm test [-- [--full] [path…]]

Runs types, build, lint, format, import rules, unused code, generated pages and all tests;
paths choose the test files. --full runs what is long at its full size.
Ends with "N passed, N failed" (each check counts as one), exit status 1 if anything failed.
`;

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    options: { full: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const progress = showProgress(process.stdout);
  const inTurn = async (row: ReadonlyArray<Check>): Promise<ReadonlyArray<Outcome>> => {
    const ended: Array<Outcome> = [];
    for (const check of row) ended.push(await progress.during(check.name, async () => runCheck(check)));
    return ended;
  };
  const outcomes = (await Promise.all(checks.map(inTurn))).flat();
  const options = { full: values.full, paths: positionals, onSuite: progress.suite };
  outcomes.push(await progress.during('tests', async () => runJest(options)));
  process.stdout.write(`\n${table(outcomes)}\n${summary(outcomes)}\n`);
  return outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
};

void main().then((status) => {
  process.exitCode = status;
});
