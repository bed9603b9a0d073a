import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Opened, Vault } from '../../domain/ports/vault';
import type { Views } from '../../domain/ports/views';
import { deadLettersQuestions } from '../../projections/dead-letters/questions';
import { type DeadLetterRow, deadLettersView } from '../../projections/dead-letters/row';
import { unavailable } from '../commands/unavailable';
import type { DeadLetter, DeadLetters } from '../dead-letters';
import { listRows } from '../queries/list-rows';
import type { WaitForView } from '../queries/wait-for-view';
import { toKeptBody } from './parked-body';

type Deps = { readonly views: Views; readonly vault: Vault; readonly waitForView: WaitForView };

const toDeadLetter = (row: DeadLetterRow, opened: Opened | undefined): DeadLetter => {
  const { parkId: id, queue, routingKey, reason, report, attempts, parkedAt } = row;
  const kept = toKeptBody(opened);
  const body = kept === undefined ? null : Buffer.from(kept.bytes).toString();
  return { id, queue, routingKey, reason, report, attempts, parkedAt, body };
};

/** The parked messages, opened at this edge only. */
export const listDeadLetters = ({ views, vault, waitForView }: Deps): DeadLetters['list'] => {
  const { open, openCount } = deadLettersQuestions(views);
  return (paging, at) =>
    pipe(
      waitForView(deadLettersView, at),
      TE.chain(() => listRows({ page: open, count: openCount, wanted: undefined }, paging)),
      TE.chain(({ data, ...page }) =>
        pipe(
          vault.open(data.map(({ body }) => body)),
          TE.bimap(unavailable, (opened) => ({
            ...page,
            data: data.map((row, index) => toDeadLetter(row, opened[index])),
          })),
        ),
      ),
    );
};
