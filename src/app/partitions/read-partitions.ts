import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { AtPosition, Checkpoint, ViewNotReady, Views, ViewUnavailable } from '../../domain/ports/views';
import { partitionNames, partitionOf, wholeOf } from '../../domain/shared/partitions';
import type { Sought, ViewId } from '../../domain/shared/view';
import { leastOf, livesOf } from '../workers/lives-of';
import type { Projection } from '../../projections/projection';
import type { Split } from '../../projections/partitions';
import { mergeRanges } from './merge-ranges';

type Failure = ViewUnavailable | ViewNotReady;
type Answer<A> = TE.TaskEither<Failure, AtPosition<A>>;

const nameOf = ({ table, key }: { readonly table: string; readonly key: string }): string => `${table}\0${key}`;

/** Several answers, asked for at once; what they say together is as old as the oldest of them. */
const together = <A>(asked: ReadonlyArray<Answer<A>>): Answer<ReadonlyArray<A>> =>
  pipe(
    TE.sequenceArray(asked),
    TE.map((answers) => ({
      position: answers.map(({ position }) => position).reduce((one, other) => (other < one ? other : one)),
      value: answers.map(({ value }) => value),
    })),
  );

/** Whoever asks knows nothing of partitions. */
const ofWhole = (failure: Failure): Failure =>
  failure._tag === 'ViewNotReady' ? { ...failure, view: wholeOf(failure.view) } : failure;

const leastCheckpoint = (known: ReadonlyArray<Checkpoint | undefined>): Checkpoint | undefined =>
  known.reduce((one, other) =>
    one === undefined || other === undefined ? undefined : other.position < one.position ? other : one,
  );

/**
 * Views as whoever asks sees them: that some are split into partitions does not show. What is of one user, or one batch, is
 * asked of one partition, in one call; a list of everyone's is merged, in its order, so that a place in it goes on meaning
 * the same; a row whose key does not tell whose it is is looked for in all of them, with all calls under way at once.
 */
export const readPartitions = (views: Views, projections: ReadonlyArray<Pick<Projection, 'name' | 'split'>>): Views => {
  const { partitions } = views;
  if (partitions === 1) return views;
  const splits = new Map(projections.flatMap(({ name, split }) => (split === undefined ? [] : [[name, split]])));
  const partsOf = (view: ViewId): ReadonlyArray<ViewId> =>
    partitionNames(view.name, partitions).map((name) => ({ ...view, name }));

  const splitOf = ({ name }: ViewId): Split | undefined => splits.get(name);

  /** One of them where `of` is known, else all. */
  const asked = (view: ViewId, of: string | undefined): ReadonlyArray<ViewId> => {
    const parts = partsOf(view);
    return of === undefined ? parts : parts.slice(partitionOf(of, partitions)).slice(0, 1);
  };

  const get = (view: ViewId, { ofKey }: Split, keys: ReadonlyArray<Sought>): ReturnType<Views['get']> => {
    const each = new Map<number | undefined, Array<Sought>>();
    for (const { of, table, key } of keys) {
      const whose = of ?? ofKey({ table, key });
      const at = whose === undefined ? undefined : partitionOf(whose, partitions);
      const group = each.get(at) ?? [];
      group.push({ table, key });
      each.set(at, group);
    }
    const everywhere = each.get(undefined) ?? [];
    const isWanted = (at: number): boolean => everywhere.length > 0 || keys.length === 0 || each.has(at);
    const calls = partsOf(view).flatMap((part, at) =>
      isWanted(at) ? [views.get(part, [...(each.get(at) ?? []), ...everywhere])] : [],
    );
    return pipe(
      together(calls),
      TE.map(({ position, value }) => {
        const found = new Map(value.flat().map((row) => [nameOf(row), row]));
        return { position, value: keys.flatMap((key) => found.get(nameOf(key)) ?? []) };
      }),
    );
  };

  return {
    ...views,
    partitions: 1,
    live: (name) =>
      splits.has(name)
        ? async () => {
            const lives = await livesOf(views, partsOf({ name, version: 0 }));
            return E.isLeft(lives)
              ? lives
              : E.right(lives.right.includes(undefined) ? undefined : leastOf(lives.right));
          }
        : views.live(name),
    checkpoint: (view) =>
      splitOf(view) === undefined
        ? views.checkpoint(view)
        : pipe(TE.sequenceArray(partsOf(view).map(views.checkpoint)), TE.map(leastCheckpoint)),
    get: (view, keys) => {
      const split = splitOf(view);
      return split === undefined ? views.get(view, keys) : pipe(get(view, split, keys), TE.mapLeft(ofWhole));
    },
    range: (view, index, options) => {
      const split = splitOf(view);
      if (split === undefined) return views.range(view, index, options);
      const [first, ...more] = asked(view, split.ofIndex(index));
      if (first !== undefined && more.length === 0)
        return pipe(views.range(first, index, options), TE.mapLeft(ofWhole));
      return pipe(mergeRanges(views, partsOf(view), index, options), TE.mapLeft(ofWhole));
    },
    count: (view, index, bounds) => {
      const split = splitOf(view);
      if (split === undefined) return views.count(view, index, bounds);
      return pipe(
        together(asked(view, split.ofIndex(index)).map((part) => views.count(part, index, bounds))),
        TE.bimap(ofWhole, ({ position, value }) => ({ position, value: value.reduce((sum, one) => sum + one, 0) })),
      );
    },
  };
};
