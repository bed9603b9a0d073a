import type { ConsumerId } from '../inputs';
import type { Strategy } from './strategy';

/** Each event goes to the next one in turn that has room. */
export const createRoundRobin = (): Strategy => {
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
      turns = [...turns.slice(at + 1), ...turns.slice(0, at + 1)];
      return chosen;
    },
  };
};
