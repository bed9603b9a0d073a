import type { Instant } from '../shared/codecs';
import { nextTry } from '../policies/next-try';
import type { CloseUnknown, DeliveryRef, LearnOutcome, RecordFailure, RecordSuccess } from './commands';
import { attemptOpen, type Decision, facts, nothing, refuse } from './decision';
import type { DeliveryEvent, ExhaustionReason } from './events';
import { outcomeUnknown, unknownOutcomeLimit } from './outcome-unknown';
import type { DeliveryState, OpenAttempt } from './state';

type Failed = Extract<DeliveryEvent, { readonly type: 'DeliveryAttemptFailed' }>['data'];
type Recording = RecordSuccess | RecordFailure;

/** The attempt's outcome, and with it, where nothing follows, the end of the round. */
const failed = (state: DeliveryState, data: Failed, end: ExhaustionReason | undefined): Decision => {
  const outcome: DeliveryEvent = { type: 'DeliveryAttemptFailed', data };
  // A success that was learned meanwhile had ended the delivery already.
  if (state.final !== undefined) return facts({ ...outcome, data: { ...data, nextTryAt: null } });
  if (end === undefined) return facts(outcome);
  const { deliveryId, notificationId, channel, userId } = data;
  return facts(outcome, { type: 'DeliveryExhausted', data: { deliveryId, notificationId, channel, userId, why: end } });
};

type Unknown = Pick<Failed, 'number' | 'provider' | 'personal'> & {
  readonly delivery: DeliveryRef;
  readonly dropsDuplicates: boolean;
  readonly nextTryAt: Instant;
};

/** Sending again is safe only where the receiver drops a duplicate. */
const failedUnknown = (state: DeliveryState, unknown: Unknown): Decision => {
  const { delivery, number, provider, personal, dropsDuplicates, nextTryAt } = unknown;
  const ends = !dropsDuplicates || state.unknown + 1 >= unknownOutcomeLimit;
  const outcome = { ...delivery, number, provider, personal, reason: outcomeUnknown, lasting: false, counts: false };
  return failed(state, { ...outcome, nextTryAt: ends ? null : nextTryAt }, ends ? 'unknown-outcomes' : undefined);
};

const failure = (command: RecordFailure, state: DeliveryState, { limit }: OpenAttempt): Decision => {
  const { delivery, number, provider, personal, kind, reason, counts } = command;
  const outcome = { ...delivery, number, provider, reason, counts, personal };
  if (kind === 'lasting') return failed(state, { ...outcome, lasting: true, nextTryAt: null }, 'rejected');
  if (kind === 'unknown')
    return failedUnknown(state, { ...command, nextTryAt: nextTry({ ...command, before: state.unknown }) });
  if (counts && state.counted + 1 >= limit)
    return failed(state, { ...outcome, lasting: false, nextTryAt: null }, 'attempts');
  const nextTryAt = nextTry({ ...command, before: state.counted });
  return failed(state, { ...outcome, lasting: false, nextTryAt }, undefined);
};

/** An outcome that comes after its attempt was closed as unknown is learned; one that was recorded is not repeated. */
export const learnOutcome = (command: LearnOutcome, state: DeliveryState): Decision => {
  const { delivery, number, outcome, reason, providerId } = command;
  if (number < 1 || number > state.attempts) return refuse({ _tag: 'NoSuchAttempt', number });
  if (state.open?.number === number) return attemptOpen(state.open);
  if (!state.unresolved.includes(number)) return nothing;
  return facts({ type: 'DeliveryOutcomeLearned', data: { ...delivery, number, outcome, reason, providerId } });
};

const tooLate = (command: Recording, state: DeliveryState): Decision => {
  const { delivery, number } = command;
  const about = { type: 'LearnOutcome', delivery, number } as const;
  if (command.type === 'RecordSuccess')
    return learnOutcome({ ...about, outcome: 'succeeded', reason: null, providerId: command.providerId }, state);
  if (command.kind === 'unknown') return nothing;
  return learnOutcome({ ...about, outcome: 'failed', reason: command.reason, providerId: null }, state);
};

/** How an attempt ended, by the word of its owner. */
export const recordOutcome = (command: Recording, state: DeliveryState): Decision => {
  if (state.open?.number !== command.number) return tooLate(command, state);
  if (state.open.by !== command.by) return refuse({ _tag: 'NotOwner', number: command.number });
  if (command.type === 'RecordFailure') return failure(command, state, state.open);
  const { delivery, number, provider, providerId, digest, personal } = command;
  return facts({
    type: 'DeliveryAttemptSucceeded',
    data: { ...delivery, number, provider, providerId, digest, personal },
  });
};

/** Before `until` an attempt is its owner's, unless that process is provably dead. */
export const closeUnknown = (command: CloseUnknown, state: DeliveryState): Decision => {
  const { number, now, ownerIsDead } = command;
  if (number < 1 || number > state.attempts) return refuse({ _tag: 'NoSuchAttempt', number });
  if (state.open?.number !== number) return nothing;
  if (!ownerIsDead && now < state.open.until) return attemptOpen(state.open);
  return failedUnknown(state, { ...command, provider: state.open.provider, personal: null, nextTryAt: now });
};
