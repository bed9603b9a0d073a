import * as E from 'fp-ts/Either';
import { ledgerEventCodecs } from '../../domain/events';
import type { Checkpoint, CheckpointMoved } from '../../domain/ports/views';
import type { StoredEvent } from '../../domain/shared/stored-event';
import type { Projection } from '../../projections/projection';
import { groupByPartition } from './group-by-partition';
import type { ReadEvent } from './read-event';
import {
  cannotFold,
  createFold,
  type Fold,
  type FoldedInto,
  type FoldFailure,
  type SingleFold,
} from './run-projection-fold';

type Outcome = E.Either<FoldFailure, void>;

export type PartitionedFolding = {
  readonly projection: Projection;
  /** In their order, each with the checkpoint of its view. */
  readonly parts: ReadonlyArray<{ readonly part: Projection; readonly from: Checkpoint }>;
  readonly views: FoldedInto;
  readonly readEvent: ReadEvent;
  /** Whether the journal holds the event that a checkpoint names. */
  readonly isOurs: (checkpoint: Checkpoint) => Promise<boolean>;
};

type Part = { readonly part: Projection; fold: SingleFold };

const done: Outcome = E.right(undefined);
const least = (one: Checkpoint, other: Checkpoint): Checkpoint => (other.position < one.position ? other : one);
const failureIn = (outcomes: ReadonlyArray<Outcome>): Outcome => outcomes.find(E.isLeft) ?? done;

/**
 * Folds one run of events into many partitions, each from its own checkpoint on: one that is ahead of the others, after a crash
 * or by the work of another process, passes what it has seen. Where somebody else has moved a partition on, that one is gone on
 * with from there.
 */
export const createPartitionedFold = ({
  projection,
  parts: given,
  views,
  readEvent,
  isOurs,
}: PartitionedFolding): Fold => {
  const open = (part: Projection, from: Checkpoint): SingleFold =>
    createFold({ projection: part, views, readEvent, from });
  const parts: ReadonlyArray<Part> = given.map(({ part, from }) => ({ part, fold: open(part, from) }));
  const group = groupByPartition(projection, parts.length, readEvent);
  const each = <A>(read: (fold: SingleFold) => A): ReadonlyArray<A> => parts.map(({ fold }) => read(fold));
  let unknownEvents = 0;

  /** Another process has brought it farther; whatever else may have happened to it is for whoever began to fold to find out. */
  const goOn = async (one: Part, failure: CheckpointMoved): Promise<Outcome> => {
    const known = await views.checkpoint(one.part)();
    if (E.isLeft(known)) return known;
    const { ledgerId, position } = one.fold.stored();
    const there = known.right;
    if (there === undefined || there.ledgerId !== ledgerId || there.position <= position) return E.left(failure);
    if (!(await isOurs(there))) return E.left(failure);
    const seen = one.fold.seen();
    one.fold = open(one.part, there);
    // What it had seen and not stored concerned no row, whoever stored it.
    one.fold.pass({ position: seen.position, id: seen.eventId });
    return done;
  };

  const moving = async (one: Part, step: (fold: SingleFold) => Promise<Outcome>): Promise<Outcome> => {
    for (;;) {
      const outcome = await step(one.fold);
      if (E.isRight(outcome) || outcome.left._tag !== 'CheckpointMoved') return outcome;
      const gone = await goOn(one, outcome.left);
      if (E.isLeft(gone)) return gone;
    }
  };

  const takePart = async (one: Part, events: ReadonlyArray<StoredEvent>, through: StoredEvent): Promise<Outcome> =>
    moving(one, async (fold) => {
      const { position } = fold.seen();
      if (through.position <= position) return done;
      return fold.take(
        events.filter((event) => event.position > position),
        through,
      );
    });

  return {
    stored: () => each((fold) => fold.stored()).reduce(least),
    seen: () => each((fold) => fold.seen()).reduce(least),
    standings: () => each((fold) => fold.standings()).flat(),
    unknownEvents: () => unknownEvents,
    // What is waited for here is a round trip, to many at once; folding is little beside it.
    prepare: () => undefined,
    look: async () => failureIn(await Promise.all(parts.map(async (one) => moving(one, async (fold) => fold.look())))),
    flush: async (names) => {
      const wanted = parts.filter(({ part }) => names?.includes(part.name) ?? true);
      return failureIn(await Promise.all(wanted.map(async (one) => moving(one, async (fold) => fold.flush()))));
    },
    take: async (events) => {
      const { groups, fault } = group(events);
      const before = fault === undefined ? events : events.filter(({ position }) => position < fault.event.position);
      const through = before.at(-1);
      if (through !== undefined) {
        const outcomes = parts.map(async (one, index) => {
          const own = groups.get(index);
          if (own !== undefined) return takePart(one, own, through);
          one.fold.pass(through);
          return done;
        });
        const taken = failureIn(await Promise.all(outcomes));
        if (E.isLeft(taken)) return taken;
        unknownEvents += before.filter(({ type }) => !Object.hasOwn(ledgerEventCodecs, type)).length;
      }
      return fault === undefined ? done : E.left(cannotFold(fault));
    },
  };
};
