import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Conflict } from '../../domain/ports/journal';

/** Enough for whoever contends on one stream; more means that something writes there without end. */
const TRIES = 8;

const isConflict = (failure: unknown): failure is Conflict =>
  typeof failure === 'object' && failure !== null && '_tag' in failure && failure._tag === 'Conflict';

/** A conflict means that the decision was made on an old history: it is made again, on the present one. */
export const retryConflicts =
  <F, A>(decide: TaskEither<F, A>): TaskEither<F, A> =>
  async () => {
    for (let tried = 1; ; tried += 1) {
      const outcome = await decide();
      if (E.isRight(outcome) || !isConflict(outcome.left) || tried >= TRIES) return outcome;
    }
  };
