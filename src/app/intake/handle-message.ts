import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { InboundMessage, Verdict } from '../../domain/ports/intake';
import { errorCode } from '../../domain/shared/error-code';
import type { IntakeDeps } from './intake-deps';
import { parkMessage, type ToPark } from './park-message';
import { failed, type Setback } from './setback';
import { identify, type Taken } from './take-message';
import { takeTogether } from './take-together';

type Settled = TE.TaskEither<Setback, Verdict>;

/** A defect is a failure of this one message's handling: it neither ends the process nor holds up the others. */
const guarded =
  <A>({ logger }: IntakeDeps, { queue }: InboundMessage, work: TE.TaskEither<Setback, A>): TE.TaskEither<Setback, A> =>
  async () => {
    try {
      return await work();
    } catch (defect) {
      logger.error('handling a message failed by a defect', { queue, error: errorCode(defect) });
      return E.left(failed('handled'));
    }
  };

const park = (deps: IntakeDeps, toPark: ToPark): Settled =>
  pipe(
    parkMessage(deps)(toPark),
    TE.map(() => 'parked'),
  );

const settle =
  (deps: IntakeDeps, message: InboundMessage) =>
  (taken: Taken): Settled => {
    const { identity } = taken;
    switch (taken.kind) {
      case 'stored':
        return TE.right('stored');
      case 'undecodable':
        return park(deps, { message, identity, reason: 'undecodable', report: taken.report });
      case 'conflict':
        return park(deps, {
          message,
          identity,
          reason: 'conflict',
          report: [{ path: '', expected: 'what came under this identity before' }],
        });
    }
  };

/** A failure of its own costs a try; after the last one it is parked. */
const afterSetback =
  (deps: IntakeDeps, message: InboundMessage) =>
  (setback: Setback): Settled => {
    if (setback._tag === 'Held') return TE.left(setback);
    if (message.retries < deps.tiers) return TE.right('retry');
    const identity = identify(deps.writer.namespace, message);
    return park(deps, { message, identity, reason: 'retries', report: setback.report });
  };

/**
 * Handles one message of the platform: everything that follows from it is stored when the verdict is there. It never
 * rejects. What can't even be parked is held: a message is nowhere else than with the broker then.
 */
export const handleMessage = (deps: IntakeDeps): ((message: InboundMessage) => Promise<Verdict>) => {
  const take = takeTogether(deps);
  const verdictOn = async (message: InboundMessage): Promise<Verdict> => {
    const taken = await guarded(deps, message, take(message))();
    if (E.isRight(taken) && taken.right.kind === 'stored') return 'stored';
    const settled = pipe(
      TE.fromEither(taken),
      TE.chain((unhandled) => guarded(deps, message, settle(deps, message)(unhandled))),
      TE.orElse((setback) => guarded(deps, message, afterSetback(deps, message)(setback))),
      TE.getOrElse((setback) => async (): Promise<Verdict> => {
        const component = setback._tag === 'Held' ? setback.component : 'parking';
        deps.logger.warn('a message is held', { queue: message.queue, because: component });
        return 'hold';
      }),
    );
    return settled();
  };
  return async (message) => {
    const verdict = await verdictOn(message);
    deps.handled(verdict);
    return verdict;
  };
};
