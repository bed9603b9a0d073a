import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { notificationIdFor } from '../../domain/platform/identity';
import type { Plan } from '../../domain/platform/plan';
import { variablesOf } from '../../domain/platform/variables';
import type { NotificationId, UserId } from '../../domain/shared/codecs';
import { inParallel } from '../commands/in-parallel';
import { admitNotice } from './admit-notice';
import { type Arrival, intakeActor } from './arrival';
import type { IntakeDeps } from './intake-deps';
import { type IdentityConflict, knownAsNotified, knownAsRecorded } from './known';
import { NO_SITE, type Notifying } from './notice';
import { type Notified, notifyUser } from './notify-user';
import { recordEvent } from './record-event';
import { type Setback, setbackOf } from './setback';
import { updateDirectory } from './update-directory';

type Outcome = TE.TaskEither<Setback | IdentityConflict, unknown>;
type Done = TE.TaskEither<Setback | IdentityConflict, Notified>;

const notifyOne =
  (deps: IntakeDeps) =>
  (arrival: Arrival, plan: Notifying, userId: UserId): Done => {
    const id = notificationIdFor(deps.writer.namespace, arrival.identity) as NotificationId;
    const notify = notifyUser(deps)({ arrival, plan, userId, id });
    if (plan.admission === null) return notify;
    return pipe(
      admitNotice(deps)(arrival, plan.admission),
      TE.chainW((admission) => (admission === 'admitted' ? notify : recordAs(deps)(arrival, 'repeated', userId))),
    );
  };

const recordAs =
  (deps: IntakeDeps) =>
  (...recorded: Parameters<ReturnType<typeof recordEvent>>): Done =>
    pipe(
      recordEvent(deps)(...recorded),
      TE.map(() => 'notified' as const),
    );

const notifyOperators =
  (deps: IntakeDeps) =>
  (arrival: Arrival, plan: Notifying): Done =>
    pipe(
      deps.operators,
      TE.mapLeft(setbackOf),
      TE.chainW((operators) =>
        inParallel(operators, (userId) => {
          const id = notificationIdFor(deps.writer.namespace, arrival.identity, userId) as NotificationId;
          return notifyUser(deps)({ arrival, plan, userId, id });
        }),
      ),
      TE.map((told) => (told.includes('notified') ? 'notified' : 'erased')),
    );

const notifyEveryone =
  (deps: IntakeDeps) =>
  ({ message, identity, fingerprint }: Arrival, { notice, expiresAt }: Notifying): Done =>
    pipe(
      deps.requestForEveryone({
        origin: { kind: 'platform', id: identity },
        fingerprint,
        actor: intakeActor,
        templateCode: notice.template,
        variablesFor: (content, locale) => variablesOf(message, content, { locale, siteOrigin: NO_SITE }),
        channels: notice.channels,
        priority: notice.priority,
        sendAt: undefined,
        expiresAt,
        bypasses: notice.bypasses,
      }),
      TE.bimap(
        (failure) => (failure._tag === 'KeyReused' ? { _tag: 'IdentityConflict', identity } : setbackOf(failure)),
        () => 'notified',
      ),
    );

const tell = (deps: IntakeDeps, arrival: Arrival, plan: Notifying): Done => {
  switch (plan.recipients.kind) {
    case 'user':
      return notifyOne(deps)(arrival, plan, plan.recipients.userId);
    case 'operators':
      return notifyOperators(deps)(arrival, plan);
    case 'everyone':
      return notifyEveryone(deps)(arrival, plan);
  }
};

const notify = (deps: IntakeDeps, arrival: Arrival, plan: Notifying): Outcome => {
  return pipe(
    tell(deps, arrival, plan),
    TE.chain((outcome) =>
      outcome === 'notified' ? TE.right(undefined) : recordEvent(deps)(arrival, 'no-recipient', null),
    ),
  );
};

/** A message that came before as one that notifies is done, even where today it would only be recorded (it came too late). */
const record = (deps: IntakeDeps, arrival: Arrival, { why, userId }: Extract<Plan, { kind: 'record' }>): Outcome => {
  const id = notificationIdFor(deps.writer.namespace, arrival.identity) as NotificationId;
  return pipe(
    knownAsNotified(deps.journal, arrival, id),
    TE.chain((known) => (known === 'new' ? recordEvent(deps)(arrival, why, userId) : TE.right(undefined))),
  );
};

/**
 * Stores all that follows from a message. It may be done again at any point: what stands already is found by the ids that
 * the message's identity makes. The directory comes last, so that a message in conflict with another changes no address.
 */
export const carryOut = (deps: IntakeDeps, arrival: Arrival, plan: Plan): Outcome =>
  pipe(
    knownAsRecorded(deps.journal, arrival),
    TE.chain((known): Outcome => {
      if (known === 'same') return TE.right(undefined);
      return plan.kind === 'notify' ? notify(deps, arrival, plan) : record(deps, arrival, plan);
    }),
    TE.chainW(() => (plan.directory === null ? TE.right(undefined) : updateDirectory(deps)(arrival, plan.directory))),
  );
