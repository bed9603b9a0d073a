import * as TE from 'fp-ts/TaskEither';
import type { ViewNotReady } from '../../domain/ports/views';

/** Keeps a question unanswered until its view has seen what it must have seen: an old answer would be a wrong one. */
export type ReadyGate = {
  readonly open: () => void;
  readonly isOpen: () => boolean;
  readonly guard: <I extends ReadonlyArray<unknown>, F, A>(
    view: string,
    ask: (...input: I) => TE.TaskEither<F, A>,
  ) => (...input: I) => TE.TaskEither<F | ViewNotReady, A>;
};

export const createReadyGate = (): ReadyGate => {
  let opened = false;
  return {
    isOpen: () => opened,
    open: () => {
      opened = true;
    },
    guard:
      (view, ask) =>
      (...input) =>
        opened ? ask(...input) : TE.left({ _tag: 'ViewNotReady', view }),
  };
};
