import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { DomainEvent } from '../../domain/events';
import type { Appended, AppendFailure, JournalUnavailable } from '../../domain/ports/journal';
import type { Decider } from '../../domain/shared/decider';
import type { Recorded } from '../../domain/shared/recorded';
import type { Revision } from '../../domain/shared/stored-event';
import type { Writer } from './create-writer';
import type { History } from './read-history';
import { type Cause, toNewEvents } from './to-new-events';

/** One decision on one stream. `history` may begin in another stream: a batch's member is requested in its chunk. */
export type Decision<C, S, V extends DomainEvent, R> = {
  readonly stream: string;
  readonly history: TE.TaskEither<JournalUnavailable, History>;
  readonly decider: Decider<C, S, V, R>;
  /** The stored names that the decider folds; the others are somebody else's. */
  readonly codecs: { readonly [N in V['type']]: unknown };
  readonly command: C;
  readonly cause: Cause;
};

export type Decided<V> = {
  /** What the decision was made on. */
  readonly history: ReadonlyArray<Recorded<V>>;
  readonly events: ReadonlyArray<V>;
  /** Undefined where there was nothing to write. */
  readonly appended: Appended | undefined;
};

export const lastRevision = (stream: string, history: History): Revision | 'no-stream' =>
  history.findLast((recorded) => recorded.stream === stream)?.revision ?? 'no-stream';

export const ofAggregate = <V extends DomainEvent>(
  codecs: { readonly [N in V['type']]: unknown },
  history: History,
): ReadonlyArray<Recorded<V>> =>
  history.filter((recorded): recorded is Recorded<V> => Object.hasOwn(codecs, recorded.event.type));

/** Read, fold, decide, append: one try. `retryConflicts` runs it again on fresh history. */
export const execute =
  ({ namespace, append }: Writer) =>
  <C, S, V extends DomainEvent, R>(decision: Decision<C, S, V, R>): TE.TaskEither<R | AppendFailure, Decided<V>> =>
  async () => {
    const { stream, decider, command, cause } = decision;
    const read = await decision.history();
    if (E.isLeft(read)) return read;
    const history = ofAggregate<V>(decision.codecs, read.right);
    const state = history.reduce((folded, { event }) => decider.evolve(folded, event), decider.initialState);
    const decided = decider.decide(command, state);
    if (E.isLeft(decided)) return decided;
    const events = decided.right;
    if (events.length === 0) return E.right({ history, events, appended: undefined });
    const expected = lastRevision(stream, read.right);
    return pipe(
      append({ stream, expected, events: toNewEvents(namespace, stream, cause, events) }),
      TE.map((appended) => ({ history, events, appended })),
    )();
  };
