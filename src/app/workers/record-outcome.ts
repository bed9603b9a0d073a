import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { DeliveryCommand } from '../../domain/delivery/commands';
import type { DeliveryRejection } from '../../domain/delivery/rejections';
import { recipientKey } from '../../domain/ports/key-ring';
import type { AppendFailure } from '../../domain/ports/journal';
import type { Sealed } from '../../domain/shared/codecs';
import { readHistory } from '../commands/read-history';
import { repeatUntilKnown } from '../commands/repeat-until-known';
import { retryConflicts } from '../commands/retry-conflicts';
import { eventIdOf } from '../commands/to-new-events';
import { decideOn, type Delivering } from './delivering';
import type { LoadedDelivery } from '../commands/load-delivery';
import type { SendOutcome } from './send-within';

/** An attempt whose start is stored. `causeId`: what makes the ids of its outcome. */
export type OpenedAttempt = {
  readonly loaded: LoadedDelivery;
  readonly number: number;
  readonly causeId: string;
  readonly provider: string;
  readonly dropsDuplicates: boolean;
};

type Outcome = TE.TaskEither<DeliveryRejection | AppendFailure, unknown>;
type OutcomeEvent = 'DeliveryAttemptSucceeded' | 'DeliveryAttemptFailed';

/**
 * What the provider said, sealed; null where it said nothing, or there is no key for it: the key ring is away, which the
 * outcome does not wait for, or the recipient was erased.
 */
const sealedAnswer = async (
  { vault, outcomeWriter }: Delivering,
  { loaded, causeId }: OpenedAttempt,
  type: OutcomeEvent,
  answer: string | null,
): Promise<Sealed | null> => {
  if (answer === null) return null;
  const { stream, delivery } = loaded;
  const context = { stream, type, eventId: eventIdOf(outcomeWriter.namespace, stream, causeId, type) };
  const sealed = await vault.seal([{ owner: recipientKey(delivery.userId), context, value: { answer } }])();
  return E.isRight(sealed) ? (sealed.right[0] ?? null) : null;
};

const digestOf = async ({ vault }: Delivering, { loaded }: OpenedAttempt, bytes: string): Promise<string | null> => {
  const digest = await vault.digest(recipientKey(loaded.delivery.userId), bytes)();
  return E.isRight(digest) ? digest.right : null;
};

const commandFor = async (deps: Delivering, opened: OpenedAttempt, outcome: SendOutcome): Promise<DeliveryCommand> => {
  const { loaded, number, provider, dropsDuplicates } = opened;
  const attempt = { delivery: loaded.delivery, number, provider, by: deps.incarnation };
  if (E.isRight(outcome)) {
    const { providerId, answer, bytes } = outcome.right;
    const personal = await sealedAnswer(deps, opened, 'DeliveryAttemptSucceeded', answer);
    return { ...attempt, type: 'RecordSuccess', providerId, digest: await digestOf(deps, opened, bytes), personal };
  }
  const { kind, reason, counts, answer, retryAfterSeconds } = outcome.left;
  return {
    ...attempt,
    type: 'RecordFailure',
    now: deps.clock.now(),
    kind,
    reason,
    counts,
    retryAfterSeconds,
    dropsDuplicates,
    fraction: deps.ids.fraction(),
    delays: deps.retryDelays,
    personal: await sealedAnswer(deps, opened, 'DeliveryAttemptFailed', answer),
  };
};

/**
 * Stores what a sending came to. It goes on until the journal answers, since the sending can't be taken back; where the
 * attempt was closed as unknown meanwhile, the outcome is recorded as learned.
 */
export const recordOutcome =
  (deps: Delivering) =>
  (opened: OpenedAttempt, outcome: SendOutcome): Outcome =>
  async () => {
    const { journal, outcomeWriter: writer, clock, signal } = deps;
    const command = await commandFor(deps, opened, outcome);
    const present = repeatUntilKnown({ clock, signal, tries: Infinity })(readHistory(journal, opened.loaded.stream));
    return pipe(
      present,
      TE.chainW((history) => decideOn({ ...deps, writer })({ ...opened.loaded, history }, command, opened.causeId)),
      retryConflicts,
    )();
  };
