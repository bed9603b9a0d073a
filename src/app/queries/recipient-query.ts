import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Vault } from '../../domain/ports/vault';
import type { Views } from '../../domain/ports/views';
import { directoryQuestions } from '../../projections/directory/questions';
import { directoryView, type RecipientRow } from '../../projections/directory/row';
import { openContacts } from '../commands/open-contacts';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { Queries, RecipientView } from '../queries';
import type { WaitForView } from './wait-for-view';

type Deps = { readonly views: Views; readonly vault: Vault; readonly waitForView: WaitForView };

/** What the directory knows of a person. */
export const createRecipientQuery = ({ views, vault, waitForView }: Deps): Queries['recipient'] => {
  const { recipientRow } = directoryQuestions(views);
  const open = (row: RecipientRow): TE.TaskEither<AppFailure, RecipientView> =>
    pipe(
      openContacts(vault, row),
      TE.bimap(unavailable, (contacts) => {
        const { userId, roles, erasedAt } = row;
        return { userId, contacts, roles, erased: erasedAt !== null };
      }),
    );
  return (userId, at) =>
    pipe(
      waitForView(directoryView, at, userId),
      TE.chain(() => pipe(recipientRow(userId), TE.mapLeft(unavailable))),
      TE.chain(({ value: row }) => (row === undefined ? TE.left({ _tag: 'NotFound' }) : open(row))),
    );
};
