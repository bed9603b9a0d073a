import * as E from 'fp-ts/Either';

/** The answer of what must have worked; a failure fails the test with what it was. */
export const right = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw new Error('expected an answer, got a failure', { cause: outcome.left });
  return outcome.right;
};
