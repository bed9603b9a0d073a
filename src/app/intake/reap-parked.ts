import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { HeldKey, KeyRing } from '../../domain/ports/key-ring';
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

/** Its time is over, or its message was replayed or discarded before a crash. Undefined: it can't be said now. */
const isOver = async (
  { deadLetters, clock }: ReapingParked,
  { owner, expiresAt }: HeldKey,
): Promise<boolean | undefined> => {
  if (expiresAt !== null && expiresAt <= clock.now()) return true;
  const row = await deadLetters.deadLetter(owner.slice(prefix.length))();
  return E.isLeft(row) ? undefined : row.right.value?.isOpen === false;
};

const reapPage = async (deps: ReapingParked, held: ReadonlyArray<HeldKey>): Promise<'done' | 'again'> => {
  const over: Array<string> = [];
  for (const key of held) {
    const answer = await isOver(deps, key);
    if (answer === undefined) return 'again';
    if (answer) over.push(key.owner);
  }
  return over.length > 0 && E.isLeft(await deps.keyRing.destroy(over)()) ? 'again' : 'done';
};

const sweep = async (deps: ReapingParked): Promise<'done' | 'again'> => {
  for (let after: string | undefined; ;) {
    const page = await deps.keyRing.held(prefix, { ...(after === undefined ? {} : { after }), limit: PAGE })();
    if (E.isLeft(page) || (await reapPage(deps, page.right)) === 'again') return 'again';
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
