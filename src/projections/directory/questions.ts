import type { Views } from '../../domain/ports/views';
import type { UserId } from '../../domain/shared/codecs';
import { askRange, askRow, askRows, type Placed, type Question } from '../question';
import { directoryView, erasedIndex, everyoneIndex, operatorsIndex, recipientKeyOf, RecipientRow } from './row';

export type PlacedRecipient = Placed<RecipientRow>;
type Page = { readonly after: PlacedRecipient['place'] | undefined; readonly limit: number };

export type DirectoryQuestions = {
  readonly recipientRow: (userId: UserId) => Question<RecipientRow | undefined>;
  /** Of these people those that the directory knows. */
  readonly recipientRows: (userIds: ReadonlyArray<UserId>) => Question<ReadonlyArray<RecipientRow>>;
  /** Those with role operator, admin or super_admin, by user id. */
  readonly operators: (page: Page) => Question<ReadonlyArray<PlacedRecipient>>;
  /** All who were not erased, by user id. */
  readonly everyone: (page: Page) => Question<ReadonlyArray<PlacedRecipient>>;
  /** Those who were erased, in the order of their erasure. */
  readonly erased: (page: Page) => Question<ReadonlyArray<PlacedRecipient>>;
};

/** What is asked of the view `directory`. */
export const directoryQuestions = (views: Views): DirectoryQuestions => {
  const ask = askRow(views, directoryView, RecipientRow);
  const askMany = askRows(views, directoryView, RecipientRow);
  const askPage = askRange(views, directoryView, RecipientRow);
  const list =
    (index: string) =>
    ({ after, limit }: Page): Question<ReadonlyArray<PlacedRecipient>> =>
      askPage(index, after === undefined ? { limit } : { after, limit });
  return {
    recipientRow: (userId) => ask(recipientKeyOf(userId)),
    recipientRows: (userIds) => askMany(userIds.map(recipientKeyOf)),
    operators: list(operatorsIndex),
    everyone: list(everyoneIndex),
    erased: list(erasedIndex),
  };
};
