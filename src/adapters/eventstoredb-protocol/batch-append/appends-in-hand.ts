/** Appends that the journal has and that are not answered: so many and so much of them that no more is read meanwhile. */
export type AppendsInHand = {
  readonly enter: (bytes: number) => void;
  readonly leave: (bytes: number) => void;
  /** Resolves once there is room, or nothing to wait for. */
  readonly room: () => Promise<void> | undefined;
  /** Resolves once there are none. */
  readonly none: () => Promise<void>;
};

type Bounds = { readonly appendsInHand: number; readonly bytesInHand: number };

export const createAppendsInHand = ({ appendsInHand, bytesInHand }: Bounds): AppendsInHand => {
  let number = 0;
  let held = 0;
  const waiting: Array<{ readonly holds: () => boolean; readonly resolve: () => void }> = [];
  const hasRoom = (): boolean => number < appendsInHand && held < bytesInHand;
  const isEmpty = (): boolean => number === 0;
  const when = async (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      if (holds()) resolve();
      else waiting.push({ holds, resolve });
    });
  return {
    enter: (bytes) => {
      number += 1;
      held += bytes;
    },
    leave: (bytes) => {
      number -= 1;
      held -= bytes;
      for (const one of waiting.splice(0)) {
        if (one.holds()) one.resolve();
        else waiting.push(one);
      }
    },
    room: async () => (hasRoom() ? undefined : when(hasRoom)),
    none: async () => when(isEmpty),
  };
};
