import type { ConsumerId } from '../inputs';
import type { Strategy } from './strategy';

/** The first in line that has room is chosen; `lineAfter`: how they stand once the one at that place was. */
export const createInTurn = (
  lineAfter: (line: ReadonlyArray<ConsumerId>, at: number) => ReadonlyArray<ConsumerId>,
): Strategy => {
  let line: ReadonlyArray<ConsumerId> = [];
  return {
    joined: (consumer) => {
      line = [...line, consumer];
    },
    left: (consumer) => {
      line = line.filter((other) => other !== consumer);
    },
    choose: (_bucket, hasRoom) => {
      const at = line.findIndex(hasRoom);
      const chosen = line[at];
      if (chosen === undefined) return 'full';
      line = lineAfter(line, at);
      return chosen;
    },
  };
};
