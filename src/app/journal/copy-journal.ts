import * as E from 'fp-ts/Either';
import type { AppendFailure, Journal, JournalUnavailable } from '../../domain/ports/journal';
import { afterCommonStart, type NotACopy } from './after-common-start';
import { appendRuns } from './append-run';
import { digestJournal, type JournalDigest } from './digest-journal';

/** What was read back from the target is not what the source holds. */
export type CopyDiffers = {
  readonly _tag: 'CopyDiffers';
  readonly source: JournalDigest;
  readonly target: JournalDigest;
};
export type CopyFailure = NotACopy | CopyDiffers | AppendFailure | JournalUnavailable;

export type Copied = JournalDigest & { readonly copiedNow: number };

export type CopyProgress = { readonly phase: 'copying' | 'verifying'; readonly events: number };

export type Copying = {
  readonly from: Journal;
  readonly to: Journal;
  readonly onProgress: (progress: CopyProgress) => void;
};

/** Digests both journals in turns of pages; as many events as the source held when it was copied. */
const verified = async (
  { from, to, onProgress }: Copying,
  events: number,
  copiedNow: number,
): Promise<E.Either<CopyDiffers, Copied>> => {
  let seen = 0;
  const onEvent = (): void => onProgress({ phase: 'verifying', events: Math.floor((seen += 1) / 2) });
  const source = await digestJournal(from, events, onEvent);
  const target = await digestJournal(to, events + 1, onEvent);
  if (source.events === target.events && source.sha256 === target.sha256) return E.right({ ...target, copiedNow });
  return E.left({ _tag: 'CopyDiffers', source, target });
};

/**
 * Copies every event of one journal to the end of another, in journal order, with its id, stream, revision and time, and
 * compares the two afterwards. One append at a time, so that the order of the whole is the source's whatever fails; each
 * at its exact revision, so that an interrupted copy goes on where it stopped and nothing can stand twice. Nobody else may
 * write to either journal meanwhile. Throws the journals' JournalError.
 */
export const copyJournal = async (copying: Copying): Promise<E.Either<CopyFailure, Copied>> => {
  const { from, to, onProgress } = copying;
  const start = await afterCommonStart(from.readAll(), to.readAll());
  if (start._tag === 'NotACopy') return E.left(start);
  let events = start.copied;
  onProgress({ phase: 'copying', events });
  for await (const run of appendRuns(start.rest)) {
    const appended = await to.append(run.stream, run.expected, run.events)();
    if (E.isLeft(appended)) return appended;
    events += run.events.length;
    onProgress({ phase: 'copying', events });
  }
  return verified(copying, events, events - start.copied);
};
