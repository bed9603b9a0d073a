import type { ConsumerId } from '../inputs';
import type { Strategy } from './strategy';

/** One gets everything until it is full, then the next one does. */
export const createDispatchToSingle = (): Strategy => {
  let turns: ReadonlyArray<ConsumerId> = [];
  return {
    joined: (consumer) => {
      turns = [...turns, consumer];
    },
    left: (consumer) => {
      turns = turns.filter((other) => other !== consumer);
    },
    choose: (_bucket, hasRoom) => {
      const at = turns.findIndex(hasRoom);
      const chosen = turns[at];
      if (chosen === undefined) return 'full';
      if (at > 0) turns = [...turns.slice(at), ...turns.slice(0, at)];
      return chosen;
    },
  };
};
