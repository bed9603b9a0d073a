import * as E from 'fp-ts/Either';
import { allProjections } from '../../projections/all-projections';
import { verifyView, type ViewVerdict } from '../audit/verify-view';
import type { Reading } from '../compose/open-for-reading';
import { complain } from './complain';
import { EXIT } from './exit';
import { createProgressBar } from './progress-bar';
import type { Json } from './projections-list';
import { tableOf } from './table-of';

const words = { missing: 'is missing', surplus: 'is too many', differs: 'differs' } as const;

const inWords = ({ view, version, position, isOfThisJournal, differences, examples }: ViewVerdict): string => {
  const what = `${view} v${String(version)} at position ${String(position)}`;
  if (!isOfThisJournal) return `${what}: its checkpoint is no event of this journal.`;
  if (differences === 0) return `${what} equals its fold.`;
  const rows = examples.map(({ table, key, kind }) => [table, key, words[kind]]);
  const more = differences > examples.length ? `\n… and ${String(differences - examples.length)} more` : '';
  return `${what}: ${String(differences)} rows differ from its fold.\n${tableOf(['table', 'row', ''], rows)}${more}`;
};

const failed = (name: string, tag: string): string =>
  tag === 'ViewNotReady'
    ? `The view ${name} is not there in the version of this program: a running server makes it from the journal.`
    : `The view ${name} could not be compared (${tag}).`;

/** Beside a running server too: what is compared is a snapshot. */
export const verifyProjection =
  (name: string, { json }: Json) =>
  async ({ journal, openViews, openAside }: Reading): Promise<number> => {
    const projection = allProjections.find((one) => one.name === name);
    const names = allProjections.map((one) => one.name).join(', ');
    if (projection === undefined) return complain(`There is no projection ${name}. There are: ${names}.`, EXIT.usage);
    const opened = await openViews();
    if (E.isLeft(opened)) return complain(failed(name, 'ViewNotReady'));
    const { views, close } = opened.right;
    const bar = createProgressBar(`folding ${name}`);
    try {
      const onProgress = (folded: bigint, through: bigint): void => bar.update(Number(folded), Number(through));
      const verdict = await verifyView({ journal, views, openAside, onProgress })(projection)();
      bar.stop();
      if (E.isLeft(verdict)) return complain(failed(name, verdict.left._tag));
      const { position } = verdict.right;
      const report = json ? JSON.stringify({ ...verdict.right, position: String(position) }) : inWords(verdict.right);
      process.stdout.write(`${report}\n`);
      return verdict.right.differences === 0 && verdict.right.isOfThisJournal ? EXIT.ok : EXIT.failed;
    } finally {
      bar.stop();
      await close();
    }
  };
