import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Work, WorkOutcome } from '../../domain/ports/work-queue';
import { type LeftOpen, publishLeftOpen } from './publish-left-open';

const WAIT_AFTER_FAILURE_MILLIS = 500;

type Own = Pick<LeftOpen<never>, 'outstanding' | 'isDead'> & {
  readonly deliver: (work: Work) => Promise<WorkOutcome>;
  readonly clock: Clock;
};

/**
 * Takes up what earlier processes on the same directory left open: only this one knows them to be dead, so the queue, which may
 * hand it to any, is passed by. What can't go on at once goes the usual way when its owner's time is over.
 */
export const takeUpOwn = async ({ deliver, clock, ...left }: Own, signal: AbortSignal): Promise<void> => {
  const publish = (work: ReadonlyArray<Work>) => async (): Promise<E.Either<never, void>> => {
    for (const one of work) if (!signal.aborted) await deliver(one);
    return E.right(undefined);
  };
  while (!signal.aborted && E.isLeft(await publishLeftOpen({ ...left, queue: { publish } })))
    await clock.wait(WAIT_AFTER_FAILURE_MILLIS, signal);
};
