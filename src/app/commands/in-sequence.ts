import * as E from 'fp-ts/Either';
import type { Decider } from '../../domain/shared/decider';

/** Several commands as one: all their events in one append, each decided on what those before it leave; or the first refusal. */
export const inSequence = <C, S, V, R>(decider: Decider<C, S, V, R>): Decider<ReadonlyArray<C>, S, V, R> => ({
  ...decider,
  decide: (commands, initial) => {
    let state = initial;
    const events: Array<V> = [];
    for (const command of commands) {
      const decided = decider.decide(command, state);
      if (E.isLeft(decided)) return decided;
      events.push(...decided.right);
      state = decided.right.reduce(decider.evolve, state);
    }
    return E.right(events);
  },
});
