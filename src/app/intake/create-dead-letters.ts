import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Views } from '../../domain/ports/views';
import { deadLettersQuestions } from '../../projections/dead-letters/questions';
import type { DeadLetterRow } from '../../projections/dead-letters/row';
import { unavailable } from '../commands/unavailable';
import type { DeadLetters } from '../dead-letters';
import type { AppFailure } from '../failure';
import type { WaitForView } from '../queries/wait-for-view';
import { closedBefore, closePark } from './close-park';
import type { IntakeDeps } from './intake-deps';
import { inboundState } from './known';
import { listDeadLetters } from './list-dead-letters';
import { replayMessage } from './replay-message';

/** What operators do with the parked messages. */
export const createDeadLetters = (
  deps: IntakeDeps,
  { views, waitForView }: { readonly views: Views; readonly waitForView: WaitForView },
): DeadLetters => {
  const { deadLetter } = deadLettersQuestions(views);

  /** The row may be behind: whether it still waits is the journal's to say. */
  const waiting = (id: string): TE.TaskEither<AppFailure, DeadLetterRow> =>
    pipe(
      deadLetter(id),
      TE.mapLeft(unavailable),
      TE.chain(({ value: row }) => (row === undefined ? TE.left<AppFailure>({ _tag: 'NotFound' }) : TE.right(row))),
      TE.chainFirst(({ identity }) =>
        pipe(
          inboundState(deps.journal, identity),
          TE.mapLeft(unavailable),
          TE.filterOrElse(
            ({ parks }) => parks.get(id) === 'open',
            () => closedBefore,
          ),
        ),
      ),
    );

  return {
    list: listDeadLetters({ views, vault: deps.vault, waitForView }),
    replay: (caller, id) =>
      pipe(
        waiting(id),
        TE.chain((row) => replayMessage(deps)(caller, row)),
      ),
    discard: (caller, id) =>
      pipe(
        waiting(id),
        TE.chain((row) => closePark(deps)(caller, row, 'DiscardMessage')),
      ),
  };
};
