import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';

const PAUSE_MILLIS = 500;

/** Asks again until it succeeds; undefined once the signal aborts. For what will answer again, and must not be skipped. */
export const insist = async <A>(
  ask: TaskEither<unknown, A>,
  clock: Clock,
  signal: AbortSignal,
): Promise<A | undefined> => {
  for (;;) {
    const answer = await ask();
    if (E.isRight(answer)) return answer.right;
    if (signal.aborted) return undefined;
    await clock.wait(PAUSE_MILLIS, signal);
  }
};
