import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { KeyRing } from '../../domain/ports/key-ring';
import type { Logger } from '../../domain/ports/logger';
import type { DeadLettersQuestions } from '../../projections/dead-letters/questions';
import { parkedKey } from './parked-key';

export type ReapingParked = {
  readonly keyRing: Pick<KeyRing, 'held' | 'destroy'>;
  readonly deadLetters: Pick<DeadLettersQuestions, 'deadLetter'>;
  readonly clock: Clock;
  readonly logger: Logger;
};

const PAGE = 256;
const prefix = parkedKey('');
const SWEEP_EVERY_MILLIS = 60 * 60 * 1000;
const WAIT_AFTER_FAILURE_MILLIS = 5_000;

/** Whose time is over, and whose message was replayed or discarded before a crash. */
const sweep = async ({ keyRing, deadLetters, clock }: ReapingParked): Promise<'done' | 'again'> => {
  for (let after: string | undefined; ;) {
    const page = await keyRing.held(prefix, { ...(after === undefined ? {} : { after }), limit: PAGE })();
    if (E.isLeft(page)) return 'again';
    const now = clock.now();
    for (const { owner, expiresAt } of page.right) {
      const row = await deadLetters.deadLetter(owner.slice(prefix.length))();
      if (E.isLeft(row)) return 'again';
      const isOver = (expiresAt !== null && expiresAt <= now) || row.right.value?.isOpen === false;
      if (isOver && E.isLeft(await keyRing.destroy([owner])())) return 'again';
    }
    if (page.right.length < PAGE) return 'done';
    after = page.right.at(-1)?.owner;
  }
};

/** Destroys the bodies of parked messages that nobody may read any more, until the signal aborts. */
export const reapParked = async (deps: ReapingParked, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const swept = await sweep(deps);
    if (swept === 'again') deps.logger.warn('the end of parked bodies waits');
    await deps.clock.wait(swept === 'done' ? SWEEP_EVERY_MILLIS : WAIT_AFTER_FAILURE_MILLIS, signal);
  }
};
