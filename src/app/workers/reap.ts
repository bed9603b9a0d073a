import * as E from 'fp-ts/Either';
import { type KeyRing, oneTimeKey } from '../../domain/ports/key-ring';
import type { Logger } from '../../domain/ports/logger';
import type { NotificationId } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';
import type { DirectoryQuestions } from '../../projections/directory/questions';
import type { OutstandingQuestions } from '../../projections/outstanding/questions';
import { inParallel } from '../commands/in-parallel';
import { loadDelivery } from '../commands/load-delivery';
import type { Delivering } from './delivering';
import { expireDelivery } from './expire-delivery';
import { type FateOfSecret, fateOfSecret } from './fate-of-secret';
import { inScope } from './in-scope';
import { reapLeftOver } from './reap-left-over';
import { settledBy } from './settled-by';
import { createUnstored } from './unstored';

export type Reaping = Pick<Delivering, 'journal' | 'writer' | 'clock'> & {
  readonly keyRing: KeyRing;
  readonly directory: Pick<DirectoryQuestions, 'erased'>;
  readonly outstanding: Pick<OutstandingQuestions, 'expired' | 'nextExpiry'>;
  readonly logger: Logger;
  readonly position: () => Position;
  readonly changed: (since: Position, signal: AbortSignal) => Promise<void>;
  /** Whether no other process can be about to store what a key was made for. */
  readonly isAlone: boolean;
};

export type Reaper = {
  /** A delivery of a notification with a secret has ended: the secret is destroyed if it was the last. */
  readonly ended: (id: NotificationId) => void;
  /**
   * What an earlier process left to destroy, to its end. Before any request is taken in: a key whose request was never
   * stored is destroyed as well, and one that is being stored looks the same. Where others may be storing one, `sweep` does it.
   */
  readonly takeUp: (signal: AbortSignal) => Promise<void>;
  /** What other processes left to destroy, from time to time, until the signal aborts. */
  readonly sweep: (signal: AbortSignal) => Promise<void>;
  /** Destroys what has ended here until the signal aborts. What could not be destroyed is tried again. */
  readonly runDestroying: (signal: AbortSignal) => Promise<void>;
  /** As `runDestroying`, and ends what has expired. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

const PAGE = 256;
const LONGEST_WAIT_MILLIS = 30_000;
const WAIT_AFTER_FAILURE_MILLIS = 1_000;
const SWEEP_EVERY_MILLIS = 300_000;

/** `again`: a port was away, or somebody else was at it. */
type Round = 'done' | 'again';

/** Ends what has expired, and destroys the secrets that nobody needs any more. */
export const createReaper = (deps: Reaping): Reaper => {
  const { journal, clock, keyRing, outstanding, logger } = deps;
  const waiting = new Set<NotificationId>();
  const unstored = createUnstored(clock);
  let ring: () => void = () => undefined;

  const ended = (id: NotificationId): void => {
    waiting.add(id);
    ring();
  };

  const destroySpent = async (): Promise<Round> => {
    const ids = [...waiting].slice(0, PAGE);
    const fates = await inParallel(ids, fateOfSecret(deps))();
    if (E.isLeft(fates)) return 'again';
    const ownersOf = (fate: FateOfSecret) => ids.filter((_, index) => fates.right[index] === fate).map(oneTimeKey);
    const spent = ownersOf('spent');
    const never = ids.filter((_, index) => fates.right[index] === 'never-stored');
    const unused = (deps.isAlone ? never : never.filter(unstored.isForgotten)).map(oneTimeKey);
    if (spent.length > 0 && E.isLeft(await keyRing.destroyForGood(spent)())) return 'again';
    if (unused.length > 0 && E.isLeft(await keyRing.destroy(unused)())) return 'again';
    ids.forEach((id) => waiting.delete(id));
    return waiting.size > 0 ? destroySpent() : 'done';
  };

  /** Up to when expiries were looked for: what has expired since then has expired already. */
  let lookedAt = clock.now();
  const expire = async (): Promise<Round> => {
    lookedAt = clock.now();
    const expired = await outstanding.expired(lookedAt, PAGE)();
    if (E.isLeft(expired)) return 'again';
    for (const row of expired.right.value) {
      const loaded = await loadDelivery(journal, row)();
      if (E.isLeft(loaded)) return 'again';
      if (loaded.right === undefined) continue;
      const settled = settledBy(await expireDelivery({ ...deps, ended })(loaded.right)());
      if (settled !== 'done') return 'again';
    }
    return 'done';
  };

  const millisToExpiry = async (): Promise<number> => {
    const next = await outstanding.nextExpiry(lookedAt)();
    if (E.isLeft(next)) return WAIT_AFTER_FAILURE_MILLIS;
    if (next.right === undefined) return LONGEST_WAIT_MILLIS;
    const millis = Date.parse(next.right) - Date.parse(clock.now());
    return Math.min(Math.max(millis, 0), LONGEST_WAIT_MILLIS);
  };

  /** Until so much time has passed, or something has ended, or the view has moved on. */
  const rest = async (millis: number, seen: Position, signal: AbortSignal): Promise<void> => {
    await inScope(signal, async (scope) => {
      const rung = new Promise<void>((resolve) => {
        ring = resolve;
      });
      if (waiting.size === 0) await Promise.race([rung, clock.wait(millis, scope), deps.changed(seen, scope)]);
    });
  };

  const pause = async (signal: AbortSignal): Promise<void> => {
    logger.warn('expiry and the end of secrets wait', { secrets: waiting.size });
    await clock.wait(WAIT_AFTER_FAILURE_MILLIS, signal);
  };

  const loop = async (end: () => Promise<Round>, millis: () => Promise<number>, signal: AbortSignal) => {
    while (!signal.aborted) {
      const seen = deps.position();
      const isDone = (await end()) === 'done' && (await destroySpent()) === 'done';
      await (isDone ? rest(await millis(), seen, signal) : pause(signal));
    }
  };

  return {
    ended,
    takeUp: async (signal) => {
      while (!signal.aborted) {
        if ((await reapLeftOver(deps, ended)) === 'done' && (await destroySpent()) === 'done') return;
        await pause(signal);
      }
    },
    sweep: async (signal) => {
      while (!signal.aborted) {
        unstored.tidy();
        const swept = await reapLeftOver(deps, ended);
        await clock.wait(swept === 'done' ? SWEEP_EVERY_MILLIS : WAIT_AFTER_FAILURE_MILLIS, signal);
      }
    },
    runDestroying: async (signal) =>
      loop(
        async () => 'done',
        async () => LONGEST_WAIT_MILLIS,
        signal,
      ),
    run: async (signal) => loop(expire, millisToExpiry, signal),
  };
};
