import * as E from 'fp-ts/Either';
import { JournalError } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import { errorCode } from '../../domain/shared/error-code';
import { dropHalfMade, findHalfMade } from './half-made';
import type { MakingFailure, Outcome, Rebuilding } from './making';
import { type Rebuilt, rebuildView } from './rebuild-view';

/** `gone`: what was being made has been dropped, or somebody else has made it the live one. */
export type RebuildEnd =
  Rebuilt | { readonly ended: 'gone' | 'cancelled' } | { readonly ended: 'failed'; readonly reason: string };

export type CarryingOut = Omit<Rebuilding, 'from'> & { readonly logger: Logger };
type Failure = MakingFailure | { readonly _tag: 'JournalUnavailable'; readonly cause: unknown };

const FIRST_WAIT_MILLIS = 250;
const LONGEST_WAIT_MILLIS = 5_000;

/** Why it can never come to its end; undefined: it may, if it goes on later. */
const lastingReason = (failure: Failure): string | undefined => {
  switch (failure._tag) {
    case 'CannotFold':
      return failure.reason;
    case 'NotAsFolded':
    case 'Superseded':
    case 'AppendTooLarge':
      return failure._tag;
    default:
      return undefined;
  }
};

/** Its place was taken by somebody else: what stands there now says at once how to go on. */
const isMoved = ({ _tag }: Failure): boolean => _tag === 'CheckpointMoved' || _tag === 'ViewNotReady';

const attempt = async (carrying: CarryingOut, signal: AbortSignal): Promise<E.Either<Failure, RebuildEnd>> => {
  const half = await findHalfMade(carrying.views, carrying.projection);
  if (E.isLeft(half)) return half;
  if (half.right === undefined) return E.right({ ended: 'gone' });
  try {
    const outcome: Outcome<RebuildEnd> = await rebuildView({ ...carrying, from: half.right }, signal);
    return outcome;
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    if (error.kind === 'damaged') return E.left({ _tag: 'CannotFold', reason: 'JournalDamaged' });
    return E.left({ _tag: 'JournalUnavailable', cause: error });
  }
};

const giveUp = async ({ views, projection, logger }: CarryingOut, reason: string): Promise<RebuildEnd> => {
  logger.error('a view can not be made anew', { view: projection.name, reason });
  const dropped = await dropHalfMade(views, projection);
  if (E.isLeft(dropped)) logger.warn('what was made of a view could not be dropped', { view: projection.name });
  return { ended: 'failed', reason };
};

/** Makes what is begun beside the live view to its end. While the journal or the views are away it waits and goes on. */
export const carryOut = async (carrying: CarryingOut, signal: AbortSignal): Promise<RebuildEnd> => {
  const { clock, logger, projection } = carrying;
  let wait = FIRST_WAIT_MILLIS;
  while (!signal.aborted) {
    const outcome = await attempt(carrying, signal);
    if (E.isRight(outcome)) return outcome.right;
    const failure = outcome.left;
    const reason = lastingReason(failure);
    if (reason !== undefined) return giveUp(carrying, reason);
    if (isMoved(failure)) continue;
    logger.warn('the making of a view waits', { view: projection.name, because: errorCode(failure) });
    await clock.wait(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
  }
  return { ended: 'stopped', unknownEvents: 0 };
};
