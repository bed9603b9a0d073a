import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Opened } from '../../domain/ports/vault';
import type { Views } from '../../domain/ports/views';
import { deadLettersQuestions } from '../../projections/dead-letters/questions';
import { type DeadLetterRow, deadLettersView } from '../../projections/dead-letters/row';
import { unavailable } from '../commands/unavailable';
import type { DeadLetter, DeadLetters } from '../dead-letters';
import type { AppFailure } from '../failure';
import { listRows } from '../queries/list-rows';
import type { WaitForView } from '../queries/wait-for-view';
import { closedBefore, closePark } from './close-park';
import type { IntakeDeps } from './intake-deps';
import { inboundState } from './known';
import { toKeptBody } from './parked-body';
import { replayMessage } from './replay-message';

const toDeadLetter = (row: DeadLetterRow, opened: Opened | undefined): DeadLetter => {
  const { parkId: id, queue, routingKey, reason, report, attempts, parkedAt } = row;
  const kept = toKeptBody(opened);
  const body = kept === undefined ? null : Buffer.from(kept.bytes).toString();
  return { id, queue, routingKey, reason, report, attempts, parkedAt, body };
};

/** The parked messages, opened at this edge only. */
export const createDeadLetters = (
  deps: IntakeDeps,
  { views, waitForView }: { readonly views: Views; readonly waitForView: WaitForView },
): DeadLetters => {
  const { deadLetter, open, openCount } = deadLettersQuestions(views);

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
    list: (paging, at) =>
      pipe(
        waitForView(deadLettersView, at),
        TE.chain(() => listRows({ page: open, count: openCount, wanted: undefined }, paging)),
        TE.chain(({ data, ...page }) =>
          pipe(
            deps.vault.open(data.map(({ body }) => body)),
            TE.bimap(unavailable, (opened) => ({
              ...page,
              data: data.map((row, index) => toDeadLetter(row, opened[index])),
            })),
          ),
        ),
      ),
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
