import { resolve } from 'node:path';
import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import { backUp, type BackupReport } from '../compose/back-up';
import { clock } from '../compose/clock';
import { explainBackupFailure } from '../compose/explain-backup-failure';
import { loadConfig } from '../compose/load-config';
import { colours } from './colours';
import { complain } from './complain';
import { keptElsewhere } from './kept-elsewhere';
import { EXIT } from './exit';
import { createStepBar } from './step-bar';

type Options = { readonly json?: true };

const inWords = (dir: string, { manifest: { head, parts, createdAt } }: BackupReport): string =>
  [
    `Backed up to ${dir}: ${head.position} events as of ${createdAt}, verified.`,
    `${parts.opened} of ${parts.sealed} sealed parts open; ${parts.withoutKey} have no key any more.`,
    'It has the keys of personal data in it: keep it as safe as DATA_DIR, and no longer than your erasure deadline.',
  ].join('\n');

/** The copy is faithful; what is wrong is so in the ledger itself. */
const faultsOf = ({ lost, manifest }: BackupReport): ReadonlyArray<string> => [
  ...(lost.length === 0
    ? []
    : [`${lost.length} recipients were never erased, and have no key: look for an older keys.db, and keep this one.`]),
  ...(manifest.parts.damaged === 0
    ? []
    : [`${manifest.parts.damaged} sealed parts are damaged: ledger audit check says more.`]),
];

const backup = async (given: string, { json }: Options): Promise<number> => {
  const config = loadConfig();
  if (E.isLeft(config)) return complain(config.left, EXIT.usage);
  const elsewhere = keptElsewhere(config.right);
  if (elsewhere !== undefined) return complain(elsewhere, EXIT.usage);
  const dir = resolve(given);
  const { onProgress, stop } = createStepBar();
  const report = await backUp({ dataDir: config.right.DATA_DIR, dir, clock, onProgress });
  stop();
  if (E.isLeft(report)) return complain(explainBackupFailure(report.left));
  const { manifest, lost } = report.right;
  const text = json
    ? JSON.stringify({ dir, ...manifest, lost: lost.length })
    : colours.green(inWords(dir, report.right));
  process.stdout.write(`${text}\n`);
  const faults = faultsOf(report.right);
  return faults.length === 0 ? EXIT.ok : complain(`The ledger itself has a fault:\n${faults.join('\n')}`);
};

export const backupCommand = (): Command =>
  new Command('backup')
    .argument('<dir>', 'an empty folder, or one that is made')
    .option('--json', 'what it holds, as one JSON object')
    .action(async (dir: string, options: Options) => {
      process.exitCode = await backup(dir, options);
    });
