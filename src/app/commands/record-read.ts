import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Appended, AppendFailure } from '../../domain/ports/journal';
import type { Commands } from '../commands';
import { actorOf } from './actor-of';
import type { CommandDeps } from './command-deps';
import { lastRevision } from './execute';
import { readHistory } from './read-history';
import { retryConflicts } from './retry-conflicts';
import { type Cause, toNewEvents } from './to-new-events';
import { writeFailure } from './write-failure';

type Reading = { readonly what: string; readonly subject: string };

/** A month's readings share a stream that grows: only its end is looked at. */
const append = (
  { journal, writer }: CommandDeps,
  cause: Cause,
  reading: Reading,
): TE.TaskEither<AppendFailure, Appended> => {
  const stream = `reads-${cause.at.slice(0, 'yyyy-mm'.length)}`;
  const events = toNewEvents(writer.namespace, stream, cause, [
    { type: 'HistoryRead', data: { readId: cause.id, ...reading } },
  ]);
  return pipe(
    readHistory(journal, stream, { direction: 'backwards', limit: 1 }),
    TE.chainW((history) => writer.append({ stream, expected: lastRevision(stream, history), events })),
    retryConflicts,
  );
};

/** One after another, since every reading of the month is written to one stream and would otherwise contend for its end. */
export const recordRead = (deps: CommandDeps): Commands['recordRead'] => {
  let previous: Promise<unknown> = Promise.resolve();
  return (caller, what, subject) => async () => {
    const id = deps.ids.random();
    const cause = { id, actor: actorOf(caller), correlationId: id, at: deps.clock.now() };
    const recorded = previous.then(append(deps, cause, { what, subject }));
    previous = recorded.catch(() => undefined);
    return pipe(
      async () => recorded,
      TE.bimap(writeFailure, ({ position }) => ({ value: undefined, position, replayed: false })),
    )();
  };
};
