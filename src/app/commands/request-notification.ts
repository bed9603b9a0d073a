import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { notification } from '../../domain/notification';
import { notificationEvents, type NotificationRequested } from '../../domain/notification/events';
import { notificationStream } from '../../domain/notification/location';
import type { Instant, NotificationId } from '../../domain/shared/codecs';
import { deriveId } from '../../domain/shared/derive-id';
import type { Caller } from '../caller';
import type { Commands, IdempotencyScope, NotificationRequest, RequestAnswer, Written } from '../commands';
import type { AppFailure } from '../failure';
import { actorOf } from './actor-of';
import { checkRequest } from './check-request';
import type { CommandDeps } from './command-deps';
import { composeNotification } from './compose-notification';
import { execute } from './execute';
import { fingerprintOf } from './fingerprint-of';
import { readerOf } from './reader-of';
import { recipientErased } from './recipient-erased';
import { replayOf } from './replay-of';
import { type NotSealed, sealRequest } from './seal-request';
import { writeFailure } from './write-failure';

/** One request under way. */
type Asked = {
  readonly caller: Caller;
  readonly request: NotificationRequest;
  readonly isKeyed: boolean;
  readonly id: NotificationId;
  readonly stream: string;
  /** Random, so that of two requests with one key the second meets a conflict, and knows by it that it is one. */
  readonly causeId: string;
  readonly now: Instant;
};
/** It was stored before. */
type Known = { readonly _tag: 'Known' };
const known: Known = { _tag: 'Known' };
type Answer = Written<RequestAnswer>;

const idFor = ({ ids, writer }: CommandDeps, caller: Caller, scope: IdempotencyScope | undefined): NotificationId => {
  if (scope === undefined) return ids.random() as NotificationId;
  const { key, method, path } = scope;
  return deriveId(writer.namespace, 'notification', caller.kind, caller.id, method, path, key) as NotificationId;
};

const unlessKnown = (failure: AppFailure | NotSealed): AppFailure | Known => {
  if (failure._tag !== 'NotSealed') return failure;
  return failure.because === 'erased' ? recipientErased : known;
};

/** Everything that the event says, each part of it checked, rendered and sealed. */
const requestedData =
  (deps: CommandDeps) =>
  ({
    request,
    isKeyed,
    id,
    stream,
    causeId,
    now,
  }: Asked): TE.TaskEither<AppFailure | Known, NotificationRequested['data']> =>
    pipe(
      TE.fromEither(checkRequest(request, now)),
      TE.bindTo('checked'),
      TE.bind('reader', ({ checked }) => readerOf(deps)(checked)),
      TE.bind('composed', ({ checked, reader }) => composeNotification(deps)(checked, reader)),
      TE.bind('fingerprint', () => (isKeyed ? fingerprintOf(deps.vault, request) : TE.right(null))),
      TE.bindW('sealed', ({ composed }) =>
        sealRequest(deps)({ id, userId: request.userId, stream, causeId }, composed),
      ),
      TE.mapLeft(unlessKnown),
      TE.map(({ reader, composed, fingerprint, sealed }) => ({
        notificationId: id,
        userId: request.userId,
        type: composed.type,
        template: composed.template,
        locale: reader.locale,
        channels: composed.channels,
        priority: composed.priority,
        sendAt: request.sendAt ?? null,
        expiresAt: composed.expiresAt,
        bypasses: [],
        origin: { kind: 'api', id: causeId },
        fingerprint,
        ...sealed,
      })),
    );

const store =
  ({ writer }: CommandDeps) =>
  (
    { caller, id, stream, causeId, now }: Asked,
    data: NotificationRequested['data'],
  ): TE.TaskEither<AppFailure | Known, Answer> =>
    pipe(
      execute(writer)({
        stream,
        // Not read: whoever is first finds a new stream, and whoever is not meets a conflict.
        history: TE.right([]),
        decider: notification,
        codecs: notificationEvents,
        command: { type: 'RequestNotification', request: data },
        cause: { id: causeId, actor: actorOf(caller), correlationId: id, at: now },
      }),
      TE.mapLeft((failure) => {
        if (failure._tag === 'Conflict') return known;
        if (
          failure._tag === 'JournalUnavailable' ||
          failure._tag === 'AppendTooLarge' ||
          failure._tag === 'StreamDeleted'
        )
          return writeFailure(failure);
        throw new Error(`A new request was refused: ${failure._tag}`);
      }),
      TE.map(({ appended }) => {
        if (appended === undefined) throw new Error('A new request wrote nothing');
        const value = { id, status: 'requested', channels: data.channels, createdAt: now } as const;
        return { value, position: appended.position, replayed: false };
      }),
    );

/** What was done under the key before; else why it can't be done now. */
const replayOr = (deps: CommandDeps, { id, request }: Asked, failure: AppFailure): TE.TaskEither<AppFailure, Answer> =>
  pipe(
    replayOf(deps)(id, request),
    TE.chain((earlier) => (earlier === undefined ? TE.left(failure) : TE.right(earlier))),
  );

/**
 * Stores a request, rendered and sealed, and answers once it is durable. A repeat of its idempotency key is recognized by
 * the stream that is there already; also where the request could no longer be made (its template is gone meanwhile).
 */
export const requestNotification =
  (deps: CommandDeps): Commands['requestNotification'] =>
  (caller, request, scope) =>
  async () => {
    const id = idFor(deps, caller, scope);
    const isKeyed = scope !== undefined;
    const stream = notificationStream(id);
    const asked: Asked = { caller, request, isKeyed, id, stream, causeId: deps.ids.random(), now: deps.clock.now() };
    return pipe(
      requestedData(deps)(asked),
      TE.chainW((data) => store(deps)(asked, data)),
      TE.orElse((failure) => {
        if (failure._tag === 'Known')
          return replayOr(deps, asked, { _tag: 'Unavailable', component: 'journal', retryAfterSeconds: 1 });
        return isKeyed && failure._tag === 'Impossible' ? replayOr(deps, asked, failure) : TE.left(failure);
      }),
    )();
  };
