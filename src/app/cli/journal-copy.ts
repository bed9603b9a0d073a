import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import { JournalError } from '../../domain/ports/journal';
import { errorCode } from '../../domain/shared/error-code';
import { openCopyEnd } from '../compose/open-copy-end';
import { explainReadingFailure } from '../compose/open-for-reading';
import type { OpenedJournal } from '../compose/open-journal';
import { type Copied, type CopyFailure, type CopyProgress, copyJournal } from '../journal/copy-journal';
import { complain } from './complain';
import { EXIT } from './exit';
import { createProgressBar } from './progress-bar';

type Options = { readonly json?: true };

const explain = (failure: CopyFailure): string => {
  switch (failure._tag) {
    case 'NotACopy':
      return `The target is no copy of the source: after ${String(failure.events)} equal events it holds ${failure.stream} where the source holds something else. Copy into an empty journal.`;
    case 'CopyDiffers':
      return `What was read back differs: ${String(failure.source.events)} events, ${failure.source.sha256} in the source; ${String(failure.target.events)}, ${failure.target.sha256} in the target. Empty the target and copy again.`;
    case 'JournalUnavailable':
      return `A journal can't be reached (${errorCode(failure.cause)}). Run the same command again: it goes on where it stopped.`;
    case 'Conflict':
    case 'StreamDeleted':
    case 'AppendTooLarge':
      return `The target refused an append to ${failure.stream} (${failure._tag}): does something else write to it?`;
  }
};

/** One bar after the other: events copied, then events compared. */
const showProgress = (total: number) => {
  const bars = { copying: createProgressBar('copying'), verifying: createProgressBar('comparing') };
  let shown: CopyProgress['phase'] = 'copying';
  return {
    update: ({ phase, events }: CopyProgress): void => {
      if (phase !== shown) bars[shown].stop();
      shown = phase;
      bars[phase].update(events, Math.max(total, events));
    },
    stop: () => bars[shown].stop(),
  };
};

const report = ({ events, copiedNow, sha256 }: Copied, { json }: Options): void => {
  const text = json
    ? JSON.stringify({ events, copiedNow, sha256 })
    : `${String(events)} events stand in both, ${String(copiedNow)} of them copied now. SHA-256 of both: ${sha256}`;
  process.stdout.write(`${text}\n`);
};

const copy = async (from: OpenedJournal, to: OpenedJournal, options: Options): Promise<number> => {
  const head = await from.journal.head()();
  // Positions are dense in a data directory alone; elsewhere the bar grows with what comes.
  const bar = showProgress(E.isRight(head) && from.engine !== undefined ? Number(head.right) : 0);
  const copied = await copyJournal({ from: from.journal, to: to.journal, onProgress: bar.update });
  bar.stop();
  if (E.isLeft(copied)) return complain(explain(copied.left));
  report(copied.right, options);
  return EXIT.ok;
};

const between = async (from: string, to: string, options: Options): Promise<number> => {
  const source = await openCopyEnd(from, { mustExist: true });
  if (E.isLeft(source)) return complain(`The source can't be opened. ${explainReadingFailure(source.left)}`);
  try {
    const target = await openCopyEnd(to, { mustExist: false });
    if (E.isLeft(target)) return complain(`The target can't be opened. ${explainReadingFailure(target.left)}`);
    try {
      return await copy(source.right, target.right, options);
    } finally {
      await target.right.close();
    }
  } catch (cause) {
    if (!(cause instanceof JournalError)) throw cause;
    return complain(
      `A journal can't be read: ${cause.message}. Run the same command again: it goes on where it stopped.`,
    );
  } finally {
    await source.right.close();
  }
};

export const journalCopyCommand = (): Command =>
  new Command('copy')
    .description('every event of one journal into another, resumable, and compared at the end; stop the server first')
    .argument('<from>', 'a data directory, or a connection string (esdb://…)')
    .argument('<to>', 'likewise; empty, or a copy that was interrupted')
    .option('--json', 'the result as JSON')
    .action(async (from: string, to: string, options: Options) => {
      process.exitCode = await between(from, to, options);
    });
