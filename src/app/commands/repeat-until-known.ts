import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';

const FIRST_WAIT_MILLIS = 50;
const LONGEST_WAIT_MILLIS = 5_000;

/** How long the journal is asked again: so many times in all, or fewer where the signal aborts. */
export type Patience = { readonly clock: Clock; readonly tries: number; readonly signal: AbortSignal };

/**
 * Asks the journal again, less and less often, for as long as nothing is known of the answer. Of an append that is the same
 * events at the same revision, which the journal knows by their ids: nothing is written twice.
 */
export const repeatUntilKnown =
  ({ clock, tries, signal }: Patience) =>
  <F extends { readonly _tag: string }, A>(ask: TaskEither<F, A>): TaskEither<F, A> =>
  async () => {
    for (let tried = 1; ; tried += 1) {
      const answer = await ask();
      const isKnown = E.isRight(answer) || answer.left._tag !== 'JournalUnavailable';
      if (isKnown || tried >= tries || signal.aborted) return answer;
      await clock.wait(Math.min(FIRST_WAIT_MILLIS * 2 ** (tried - 1), LONGEST_WAIT_MILLIS), signal);
    }
  };
