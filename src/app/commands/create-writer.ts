import type { TaskEither } from 'fp-ts/TaskEither';
import type { Appended, AppendFailure, Journal } from '../../domain/ports/journal';
import type { NewEvent, Revision } from '../../domain/shared/stored-event';
import { type Patience, repeatUntilKnown } from './repeat-until-known';

export type ToAppend = {
  readonly stream: string;
  readonly expected: Revision | 'no-stream';
  readonly events: ReadonlyArray<NewEvent>;
};

/** The journal as it is written to: ids in the ledger's namespace, and the patience to learn what became of an append. */
export type Writer = {
  readonly namespace: string;
  readonly append: (toAppend: ToAppend) => TaskEither<AppendFailure, Appended>;
};

export const createWriter = (journal: Journal, namespace: string, patience: Patience): Writer => {
  const repeat = repeatUntilKnown(patience);
  return { namespace, append: ({ stream, expected, events }) => repeat(journal.append(stream, expected, events)) };
};
