import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { UserId } from '../domain/shared/codecs';
import type { DirectoryQuestions, PlacedRecipient } from '../projections/directory/questions';
import type { QuestionFailure } from '../projections/question';

const PAGE = 256;

/** Who is told what operators have to know: the recipients with such a role, and those that the configuration names. */
export type FindOperators = TaskEither<QuestionFailure, ReadonlyArray<UserId>>;

export const findOperators =
  (directory: Pick<DirectoryQuestions, 'operators'>, configured: ReadonlyArray<string>): FindOperators =>
  async () => {
    const found = new Set<UserId>(configured.filter(UserId.is));
    for (let after: PlacedRecipient['place'] | undefined; ;) {
      const page = await directory.operators({ after, limit: PAGE })();
      if (E.isLeft(page)) return page;
      for (const { row } of page.right.value) found.add(row.userId);
      after = page.right.value.at(-1)?.place;
      if (page.right.value.length < PAGE) return E.right([...found]);
    }
  };
