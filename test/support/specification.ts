import * as E from 'fp-ts/Either';
import type { Decider } from '../../src/domain/shared/decider';

/** Given what happened, when this is asked, then that is recorded: whole events compared, in order. */
export const specification = <C, S, V, R>({ initialState, evolve, decide }: Decider<C, S, V, R>) => ({
  given: (...history: ReadonlyArray<V>) => ({
    when: (command: C) => {
      const outcome = decide(command, history.reduce(evolve, initialState));
      return {
        then: (...events: ReadonlyArray<V>) => {
          expect(outcome).toStrictEqual(E.right(events));
        },
        thenNothing: () => {
          expect(outcome).toStrictEqual(E.right([]));
        },
        thenRejected: (rejection: R) => {
          expect(outcome).toStrictEqual(E.left(rejection));
        },
      };
    },
  }),
});
