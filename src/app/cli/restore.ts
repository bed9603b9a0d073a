import { resolve } from 'node:path';
import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import { clock } from '../compose/clock';
import { explainBackupFailure } from '../compose/explain-backup-failure';
import { loadConfig } from '../compose/load-config';
import { restoreBackup, type RestoreReport } from '../compose/restore-backup';
import { complain } from './complain';
import { keptElsewhere } from './kept-elsewhere';
import { EXIT } from './exit';
import { createStepBar } from './step-bar';

type Options = { readonly json?: true };

const inWords = (dataDir: string, { manifest, destroyed, erased }: RestoreReport): string =>
  [
    `Restored to ${dataDir}: ledger ${manifest.ledgerId}, ${manifest.head.position} events as of ${manifest.createdAt}.`,
    `${erased} recipients are erased in it; of ${destroyed.ofErased} of them the key came back, and is destroyed again.`,
    ...(destroyed.ofSecrets === 0
      ? []
      : [`${destroyed.ofSecrets} keys of secrets that are over are destroyed as well.`]),
    `Whoever was erased after ${manifest.createdAt} is back: erase them again (DELETE /recipients/:userId).`,
    'The next start makes the views from the journal: ledger serve',
  ].join('\n');

const restore = async (given: string, { json }: Options): Promise<number> => {
  const config = loadConfig();
  if (E.isLeft(config)) return complain(config.left, EXIT.usage);
  const elsewhere = keptElsewhere(config.right);
  if (elsewhere !== undefined) return complain(elsewhere, EXIT.usage);
  const dataDir = resolve(config.right.DATA_DIR);
  const { onProgress, stop } = createStepBar();
  const report = await restoreBackup({ dir: resolve(given), dataDir, clock, onProgress });
  stop();
  if (E.isLeft(report)) return complain(explainBackupFailure(report.left));
  const { manifest, ...rest } = report.right;
  const text = json ? JSON.stringify({ dataDir, ...manifest, ...rest }) : inWords(dataDir, report.right);
  process.stdout.write(`${text}\n`);
  return EXIT.ok;
};

export const restoreCommand = (): Command =>
  new Command('restore')
    .argument('<dir>', 'what ledger backup wrote')
    .option('--json', 'what was restored, as one JSON object')
    .action(async (dir: string, options: Options) => {
      process.exitCode = await restore(dir, options);
    });
