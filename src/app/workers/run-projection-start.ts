import * as E from 'fp-ts/Either';
import type { Journal } from '../../domain/ports/journal';
import type { Checkpoint, LiveView, Views, ViewUnavailable } from '../../domain/ports/views';
import type { ViewId } from '../../domain/shared/view';

type Deps = { readonly journal: Journal; readonly views: Views; readonly ledgerId: string };

/**
 * How a projection begins: it follows the journal from its view's checkpoint on; there is no view yet; an older version is
 * live and is read until this one is made; a newer one is live, and is not this program's to touch.
 */
export type Start =
  | { readonly kind: 'follow'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'first' }
  | { readonly kind: 'version' }
  | { readonly kind: 'newer'; readonly live: LiveView };

/** Whether the journal holds, at the checkpoint's position, the event that the checkpoint names. */
export const isInJournal = async (journal: Journal, { position, eventId }: Checkpoint): Promise<boolean> => {
  if (position === 0n) return true;
  for await (const event of journal.readAll({ from: position, limit: 1 }))
    return event.position === position && event.id === eventId;
  return false;
};

const startFrom = (live: LiveView, { version }: ViewId): Start => {
  if (live.version > version) return { kind: 'newer', live };
  return live.version < version ? { kind: 'version' } : { kind: 'follow', checkpoint: live.checkpoint };
};

/**
 * A view that was not folded from this very journal is dropped, so that nobody reads it. Throws the journal's
 * JournalError.
 */
export const findStart = async (
  { journal, views, ledgerId }: Deps,
  view: ViewId,
): Promise<E.Either<ViewUnavailable, Start>> => {
  const known = await views.live(view.name)();
  if (E.isLeft(known)) return known;
  const live = known.right;
  if (live === undefined) return E.right({ kind: 'first' });
  if (live.checkpoint.ledgerId === ledgerId && (await isInJournal(journal, live.checkpoint)))
    return E.right(startFrom(live, view));
  const dropped = await views.drop({ name: view.name, version: live.version })();
  return E.isLeft(dropped) ? dropped : E.right({ kind: 'first' });
};
