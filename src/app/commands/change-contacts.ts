import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { recipientKey } from '../../domain/ports/key-ring';
import { recipient } from '../../domain/recipient';
import { recipientStream } from '../../domain/recipient/recipient-stream';
import type { RecipientCommand } from '../../domain/recipient/commands';
import { type ContactField, recipientEvents } from '../../domain/recipient/events';
import type { UserId } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { Actor } from '../../domain/shared/recorded';
import type { Commands, ContactsChange, Written } from '../commands';
import { actorOf } from './actor-of';
import { checkContacts } from './check-contacts';
import type { CommandDeps } from './command-deps';
import { execute } from './execute';
import { inSequence } from './in-sequence';
import { openContacts } from './open-contacts';
import { currentContacts, type Plan, planContacts, sealedContacts } from './plan-contacts';
import { type History, readHistory } from './read-history';
import { type ContactsFailure as Failure, recipientFailure } from './recipient-failure';
import { retryConflicts } from './retry-conflicts';
import { type Cause, eventIdOf } from './to-new-events';
import { unavailable } from './unavailable';

const planned = (
  deps: CommandDeps,
  userId: UserId,
  change: ContactsChange,
  history: History,
): TE.TaskEither<Failure, Plan> => {
  const current = currentContacts(history);
  if (current.erased) return TE.left({ _tag: 'RecipientIsErased', userId });
  return pipe(
    openContacts(deps.vault, sealedContacts(current)),
    TE.bimap(unavailable, (known) => planContacts(change, current, known)),
  );
};

const commandsFor = (
  deps: CommandDeps,
  userId: UserId,
  { set, cleared, roles }: Plan,
  cause: Cause,
): TE.TaskEither<Failure, ReadonlyArray<RecipientCommand>> => {
  const change = { userId, cause: cause.id, changedAt: cause.at };
  const changesRoles: ReadonlyArray<RecipientCommand> =
    roles === undefined ? [] : [{ type: 'ChangeRoles', ...change, roles }];
  const fields = Object.keys(set) as ReadonlyArray<ContactField>;
  if (fields.length === 0 && cleared.length === 0) return TE.right(changesRoles);
  const stream = recipientStream(userId);
  const context = {
    stream,
    type: 'ContactsChanged',
    eventId: eventIdOf(deps.writer.namespace, stream, cause.id, 'ContactsChanged'),
  };
  const parts = fields.length === 0 ? [] : [{ owner: recipientKey(userId), context, value: set as JsonObject }];
  return pipe(
    deps.vault.seal(parts),
    TE.bimap(
      (failure): Failure =>
        failure._tag === 'KeysGone' ? { _tag: 'RecipientIsErased', userId } : unavailable(failure),
      ([personal = null]) => [{ type: 'ChangeContacts', ...change, set: fields, cleared, personal }, ...changesRoles],
    ),
  );
};

const change = (
  deps: CommandDeps,
  userId: UserId,
  wanted: ContactsChange,
  actor: Actor,
): TE.TaskEither<Failure, Written<undefined>> => {
  const stream = recipientStream(userId);
  const cause: Cause = { id: deps.ids.random(), actor, correlationId: stream, at: deps.clock.now() };
  return pipe(
    readHistory(deps.journal, stream),
    TE.bindTo('history'),
    TE.bindW('plan', ({ history }) => planned(deps, userId, wanted, history)),
    TE.bindW('command', ({ plan }) => commandsFor(deps, userId, plan, cause)),
    TE.bindW('decided', ({ history, command }) =>
      execute(deps.writer)({
        stream,
        history: TE.right(history),
        decider: inSequence(recipient),
        codecs: recipientEvents,
        command,
        cause,
      }),
    ),
    TE.map(({ history, decided: { appended } }) => ({
      value: undefined,
      position: appended?.position ?? history.at(-1)?.position ?? 0n,
      replayed: appended === undefined,
    })),
    retryConflicts,
  );
};

/**
 * What the directory is to know of a person from now on. It answers once the directory knows it, or has taken too long,
 * since the next thing that a caller does is to send there.
 */
export const changeContacts =
  (deps: CommandDeps): Commands['changeContacts'] =>
  (caller, userId, wanted) =>
    pipe(
      TE.fromEither(checkContacts(wanted.set)),
      TE.mapLeft((errors): Failure => ({ _tag: 'Impossible', errors })),
      TE.chain((set) => change(deps, userId, { ...wanted, set }, actorOf(caller))),
      TE.mapLeft(recipientFailure),
      TE.chainFirstTaskK(
        ({ position }) =>
          async () =>
            deps.directoryReaches(position, userId),
      ),
    );
