import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Journal } from '../../domain/ports/journal';
import type { Checkpoint, Views, ViewUnavailable } from '../../domain/ports/views';
import type { ViewId } from '../../domain/shared/view';

type Deps = { readonly journal: Journal; readonly views: Views; readonly ledgerId: string };

/** Whether the journal holds, at the checkpoint's position, the event that the checkpoint names. */
const isInJournal = async (journal: Journal, { position, eventId }: Checkpoint): Promise<boolean> => {
  if (position === 0n) return true;
  for await (const event of journal.readAll({ from: position, limit: 1 }))
    return event.position === position && event.id === eventId;
  return false;
};

/**
 * Where a projection goes on: the view's checkpoint, if the view was folded from this very journal, else the beginning
 * of a view made anew. Throws the journal's JournalError.
 */
export const findStart = async (
  { journal, views, ledgerId }: Deps,
  view: ViewId,
): Promise<E.Either<ViewUnavailable, { readonly checkpoint: Checkpoint; readonly anew: boolean }>> => {
  const known = await views.checkpoint(view)();
  if (E.isLeft(known)) return known;
  const checkpoint = known.right;
  if (checkpoint?.ledgerId === ledgerId && (await isInJournal(journal, checkpoint)))
    return E.right({ checkpoint, anew: false });
  return pipe(
    views.reset(view),
    TE.map((start) => ({ checkpoint: start, anew: true })),
  )();
};
