import * as E from 'fp-ts/Either';
import type { Outcome } from '../../domain/policies/circuit';
import { plusMillis } from '../../domain/shared/instant';
import { eventIdOf } from '../commands/to-new-events';
import type { AttemptOutcome } from '../metrics';
import type { Permit } from '../providers/circuits';
import { decideOn, type Delivering } from './delivering';
import type { LoadedDelivery } from '../commands/load-delivery';
import type { Prepared, Send } from './prepare-message';
import { type OpenedAttempt, recordOutcome } from './record-outcome';
import { type SendOutcome, sendWithin } from './send-within';
import { settledBy, type Settled } from './settled-by';

const outcomeLabel = (outcome: SendOutcome): AttemptOutcome => (E.isRight(outcome) ? 'succeeded' : outcome.left.kind);

/** What a sending says of its provider. One that refuses a message for good, or asks for less, works. */
const healthBy = (outcome: SendOutcome): Outcome => {
  if (E.isRight(outcome) || outcome.left.kind === 'lasting') return { kind: 'answered' };
  const { kind, counts, retryAfterSeconds } = outcome.left;
  return kind === 'passing' && !counts ? { kind: 'throttled', retryAfterSeconds } : { kind: 'failed' };
};

/** The journal took so long over the start that the attempt's time is over: nothing was sent. */
const notSent: SendOutcome = E.left({
  _tag: 'SendFailed',
  kind: 'passing',
  reason: 'started-late',
  answer: null,
  counts: false,
  retryAfterSeconds: null,
});

const sendInTime = ({ clock, limits, signal }: Delivering, until: string): Send | undefined => {
  const { abortAfterMillis, graceMillis } = limits;
  const left = Date.parse(until) - Date.parse(clock.now()) - graceMillis;
  if (left <= 0) return undefined;
  return sendWithin(clock, { abortAfterMillis: Math.min(abortAfterMillis, left), graceMillis, signal });
};

/** A provider that answers after it was given up is heard all the same. */
const learnLater = (deps: Delivering, opened: OpenedAttempt, late: Promise<SendOutcome>): void => {
  late
    .then(async (outcome) => recordOutcome(deps)(opened, outcome)())
    .catch(() => deps.logger.error('a late outcome was not recorded', { delivery: opened.loaded.delivery.deliveryId }));
};

/**
 * One attempt: its start is stored, then the message is sent, then the outcome is stored. The start's id is the claim's
 * own, so that of two workers at one revision exactly one has stored it. The permit is settled in any case.
 */
export const attempt =
  (deps: Delivering) =>
  async (loaded: LoadedDelivery, prepared: Prepared, permit: Permit): Promise<Settled> => {
    const { clock, ids, limits, incarnation, retryDelays, writer } = deps;
    const { delivery, request, stream } = loaded;
    const claim = ids.random();
    const now = clock.now();
    const until = plusMillis(now, limits.holdMillis);
    const started = await decideOn(deps)(
      loaded,
      {
        type: 'StartAttempt',
        delivery,
        now,
        by: incarnation,
        until,
        provider: prepared.provider,
        limit: 1 + retryDelays.length,
        sendAt: request.event.data.sendAt,
      },
      claim,
    )();
    if (E.isLeft(started)) {
      permit.settle({ kind: 'not-sent' });
      return settledBy(started);
    }
    const opened: OpenedAttempt = {
      loaded,
      number: loaded.state.attempts + 1,
      causeId: eventIdOf(writer.namespace, stream, claim, 'DeliveryAttemptStarted'),
      provider: prepared.provider,
      dropsDuplicates: prepared.dropsDuplicates,
    };
    const send = sendInTime(deps, until);
    const sent = send === undefined ? undefined : await prepared.sendBy(send, delivery.deliveryId);
    permit.settle(sent === undefined ? { kind: 'not-sent' } : healthBy(sent.outcome));
    const outcome = sent?.outcome ?? notSent;
    const recorded = await recordOutcome(deps)(opened, outcome)();
    deps.attempted(delivery.channel, outcomeLabel(outcome));
    if (sent?.late !== undefined) learnLater(deps, opened, sent.late);
    return settledBy(recorded);
  };
