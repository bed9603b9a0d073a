import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import { checkLedger, type Report } from '../audit/check-ledger';
import type { Finding, Proven } from '../audit/finding';
import type { Reading } from '../compose/open-for-reading';
import { clock } from '../compose/clock';
import { colours } from './colours';
import { complain } from './complain';
import { EXIT } from './exit';
import { createProgressBar } from './progress-bar';
import { tableOf } from './table-of';
import { withReading } from './with-reading';

const proven: ReadonlyArray<readonly [Proven, string]> = [
  ['shape', 'every event is what its type says'],
  ['I1', 'each cause made at most one notification for each recipient'],
  ['I2', 'each round of each delivery has exactly one end, or waits with a known next step'],
  ['I3', 'attempts are numbered without a gap, each has one start and one outcome, within the limit'],
  ['I4', "a read acknowledgement follows its request, is its recipient's, and stands once"],
  ['I5', 'a batch that is done has told each of its recipients once, or says why not'],
  ['I7', 'every view equals a fold of the journal up to its checkpoint'],
  ['I9', 'no secret outlives its delivery, no key its erasure, and what is personal is sealed'],
];

const countOf = (invariant: Proven, findings: ReadonlyArray<Finding>): number =>
  findings.filter((finding) => finding.invariant === invariant).length;

const inJson = ({ events, position, findings, absentViews }: Report): string =>
  JSON.stringify({
    ok: findings.length === 0,
    events,
    position: String(position),
    invariants: proven.map(([invariant, what]) => ({ invariant, what, breaches: countOf(invariant, findings) })),
    breaches: findings.map((finding) => ({
      ...finding,
      position: finding.position === null ? null : String(finding.position),
    })),
    absentViews,
  });

const verdict = (breaches: number): string =>
  breaches === 0 ? colours.green('holds') : colours.red(`${breaches} ${breaches === 1 ? 'breach' : 'breaches'}`);

const inWords = ({ events, position, findings, absentViews }: Report): string => {
  const rows = proven.map(([invariant, what]) => [invariant, what, verdict(countOf(invariant, findings))]);
  const absent =
    absentViews.length === 0
      ? []
      : [`Not there, and so not compared: ${absentViews.join(', ')} (made at the next start).`];
  const places = findings.map(
    ({ invariant, stream, position: at, detail }) =>
      `${invariant}  ${stream}${at === null ? '' : ` #${at}`}: ${detail}`,
  );
  return [`${events} events, up to position ${position}.`, tableOf(['', 'what', ''], rows), ...absent, ...places].join(
    '\n',
  );
};

const check =
  ({ json }: { readonly json?: true }) =>
  async ({ journal, keyRing, openViews, openAside }: Reading): Promise<number> => {
    const opened = await openViews();
    const bar = createProgressBar('checking');
    try {
      const report = await checkLedger({
        journal,
        keyRing,
        views: E.isRight(opened) ? opened.right.views : undefined,
        openAside,
        clock,
        onProgress: (_, position, through) => bar.update(Number(position), Number(through)),
      });
      bar.stop();
      if (E.isLeft(report)) return complain(`The ledger could not be read (${report.left._tag}).`);
      process.stdout.write(`${json ? inJson(report.right) : inWords(report.right)}\n`);
      return report.right.findings.length === 0 ? EXIT.ok : EXIT.failed;
    } finally {
      bar.stop();
      if (E.isRight(opened)) await opened.right.close();
    }
  };

export const auditCheckCommand = (): Command =>
  new Command('check')
    .description('walks the whole ledger and proves its invariants; exit 1 with each breach')
    .option('--json', 'the report as one JSON object')
    .action(async (options: { readonly json?: true }) => {
      process.exitCode = await withReading(check(options));
    });
