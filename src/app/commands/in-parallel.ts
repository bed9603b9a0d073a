import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';

/** As many at once as share one commit of the journal well, and no more. */
const AT_ONCE = 32;

/** The answers in the order of the items, so many at once; begins no more of them after a failure, and answers with it. */
export const inParallel =
  <I, F, A>(items: ReadonlyArray<I>, run: (item: I) => TaskEither<F, A>): TaskEither<F, ReadonlyArray<A>> =>
  async () => {
    const answers: Array<A> = [];
    for (let from = 0; from < items.length; from += AT_ONCE) {
      const batch = await Promise.all(items.slice(from, from + AT_ONCE).map(async (item) => run(item)()));
      for (const answer of batch) {
        if (E.isLeft(answer)) return answer;
        answers.push(answer.right);
      }
    }
    return E.right(answers);
  };
