import * as E from 'fp-ts/Either';
import type { Position } from '../../domain/shared/stored-event';
import { createWaitingLine } from '../../domain/shared/waiting-line';
import type { Writer } from '../commands/create-writer';

export type Gated = {
  readonly writer: Writer;
  /** How many commits may stand that the views have not seen. */
  readonly most: number;
  /** Resolves once they have seen the position, or the signal aborts. */
  readonly seen: (position: Position, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
};

/**
 * Writes what is in no hurry: no more than so many commits at a time that the views have not seen, so that what is stored in
 * between never has more than these before it. Once the signal aborts, what is in hand is written without waiting.
 */
export const gatedWriter = ({ writer, most, seen, signal }: Gated): Writer => {
  const line = createWaitingLine();
  let free = most;
  const enter = async (): Promise<void> => {
    while (free <= 0 && !signal.aborted) await line.woken(signal);
    free -= 1;
  };
  const leave = (): void => {
    free += 1;
    line.wakeNext();
  };
  return {
    namespace: writer.namespace,
    append: (toAppend) => async () => {
      await enter();
      const appended = await writer.append(toAppend)();
      if (E.isLeft(appended)) leave();
      else void seen(appended.right.position, signal).then(leave);
      return appended;
    },
  };
};
