import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { projectionEvents } from '../../domain/operations/projection-events';
import { operationsStream } from '../../domain/operations/operations';
import { rebuilds } from '../../domain/operations/rebuilds';
import type { Clock } from '../../domain/ports/clock';
import type { AppendFailure, Journal } from '../../domain/ports/journal';
import type { Checkpoint } from '../../domain/ports/views';
import type { ViewId } from '../../domain/shared/view';
import type { Writer } from '../commands/create-writer';
import { execute } from '../commands/execute';
import { readHistory } from '../commands/read-history';
import { retryConflicts } from '../commands/retry-conflicts';
import type { Bookkeeping, Compared } from './bookkeeping';

type Deps = { readonly journal: Journal; readonly writer: Writer; readonly clock: Pick<Clock, 'now'> };

const differencesOf = (compared: Compared | null) => {
  if (compared === null) return { replaces: null, differences: null };
  const { replaces, ...differences } = compared;
  return { replaces, differences };
};

/**
 * Stores that a view is rebuilt, before it is switched to. It stands in the stream of the month in which it was ordered, so
 * that whoever comes to this point again, in another month or process, finds it there and stores nothing.
 */
export const recordRebuilt =
  ({ journal, writer, clock }: Deps) =>
  (view: ViewId, at: Checkpoint, { order, account, compared }: Bookkeeping): TE.TaskEither<AppendFailure, void> => {
    const { rebuildId, actor, orderedAt } = order;
    const stream = operationsStream(orderedAt);
    const counted = { ...account, position: at.position.toString(), ...differencesOf(compared) };
    const rebuilt = { rebuildId, projection: view.name, version: view.version, ...counted };
    return pipe(
      execute(writer)({
        stream,
        history: readHistory(journal, stream),
        decider: rebuilds,
        codecs: projectionEvents,
        command: { type: 'RecordRebuild', rebuilt },
        cause: { id: rebuildId, actor, correlationId: rebuildId, at: clock.now() },
      }),
      TE.map(() => undefined),
      retryConflicts,
    );
  };
