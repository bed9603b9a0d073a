import * as E from 'fp-ts/Either';
import type { Journal } from '../../domain/ports/journal';
import type { Checkpoint, LiveView, Views, ViewUnavailable } from '../../domain/ports/views';
import type { ViewId } from '../../domain/shared/view';
import { partsOf } from '../../projections/partitions';
import type { Projection } from '../../projections/projection';
import { livesOf } from './lives-of';

type Deps = { readonly journal: Journal; readonly views: Views; readonly ledgerId: string };

/** Where the view of a projection, or of a partition of it, stands. */
export type PartFrom = { readonly part: Projection; readonly from: Checkpoint };

/**
 * How a projection begins: it follows the journal from its view's checkpoint on, or from those of its partitions; there is no
 * view yet, or a partition is missing; an older version is live and is read until this one is made; a newer one is live, and is
 * not this program's to touch.
 */
export type Start =
  | { readonly kind: 'follow'; readonly parts: ReadonlyArray<PartFrom> }
  | { readonly kind: 'first' }
  | { readonly kind: 'version' }
  | { readonly kind: 'newer' };

/** Whether the journal holds, at the checkpoint's position, the event that the checkpoint names. */
export const isInJournal = async (journal: Journal, { position, eventId }: Checkpoint): Promise<boolean> => {
  if (position === 0n) return true;
  for await (const event of journal.readAll({ from: position, limit: 1 }))
    return event.position === position && event.id === eventId;
  return false;
};

/** The same of many, most of which stand at the same place. */
export const areInJournal = async (
  journal: Journal,
  checkpoints: ReadonlyArray<Checkpoint>,
): Promise<(checkpoint: Checkpoint) => boolean> => {
  const found = new Map<string, boolean>();
  const nameOf = ({ position, eventId }: Checkpoint): string => `${String(position)} ${eventId}`;
  for (const checkpoint of checkpoints) {
    const name = nameOf(checkpoint);
    if (!found.has(name)) found.set(name, await isInJournal(journal, checkpoint));
  }
  return (checkpoint) => found.get(nameOf(checkpoint)) === true;
};

type Known = { readonly part: Projection; readonly live: LiveView };

const startFrom = (known: ReadonlyArray<Known>, { version }: ViewId): Start => {
  const versions = known.map(({ live }) => live.version);
  if (Math.max(...versions) > version) return { kind: 'newer' };
  if (Math.min(...versions) < version) return { kind: 'version' };
  return { kind: 'follow', parts: known.map(({ part, live }) => ({ part, from: live.checkpoint })) };
};

/**
 * What was not folded from this very journal is dropped, so that nobody reads it. Throws the journal's JournalError.
 */
export const findStart = async (
  { journal, views, ledgerId }: Deps,
  projection: Projection,
): Promise<E.Either<ViewUnavailable, Start>> => {
  const parts = partsOf(projection, views.partitions);
  const lives = await livesOf(views, parts);
  if (E.isLeft(lives)) return lives;
  const known = parts.flatMap((part, at) => {
    const live = lives.right[at];
    return live === undefined ? [] : [{ part, live }];
  });
  const isFound = await areInJournal(
    journal,
    known.map(({ live }) => live.checkpoint),
  );
  const foreign = known.filter(({ live: { checkpoint } }) => checkpoint.ledgerId !== ledgerId || !isFound(checkpoint));
  for (const { part, live } of foreign) {
    const dropped = await views.drop({ name: part.name, version: live.version })();
    if (E.isLeft(dropped)) return dropped;
  }
  const newest = Math.max(0, ...known.map(({ live }) => live.version));
  if (foreign.length > 0 || known.length === 0) return E.right({ kind: 'first' });
  if (known.length < parts.length && newest <= projection.version) return E.right({ kind: 'first' });
  return E.right(startFrom(known, projection));
};
