import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { NotificationRequested } from '../../domain/notification/events';
import { type KeyRingUnavailable, oneTimeKey, recipientKey } from '../../domain/ports/key-ring';
import type { KeysGone, ToSeal } from '../../domain/ports/vault';
import type { NotificationId, Sealed, UserId } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { AppFailure } from '../failure';
import type { CommandDeps } from './command-deps';
import type { Composed } from './compose-notification';
import { eventIdOf } from './to-new-events';
import { unavailable } from './unavailable';

export type SealedParts = Pick<NotificationRequested['data'], 'personal' | 'secrets'>;
/**
 * A key is gone for good. `erased`: the recipient's, with the person. `ended`: the notification's own, so it was stored before
 * and all that it was requested for has ended.
 */
export type NotSealed = { readonly _tag: 'NotSealed'; readonly because: 'erased' | 'ended' };

export type About = {
  readonly id: NotificationId;
  readonly userId: UserId;
  readonly stream: string;
  readonly causeId: string;
};

const partsToSeal = ({ id, userId, stream }: About, eventId: string, composed: Composed): ReadonlyArray<ToSeal> => {
  const { title, body, data, contacts, secrets, expiresAt } = composed;
  const context = { stream, type: 'NotificationRequested', eventId };
  const shown = { title, body, data };
  const value = contacts === undefined ? shown : { ...shown, contacts: contacts as JsonObject };
  const personal = { owner: recipientKey(userId), context, value };
  if (Object.keys(secrets).length === 0) return [personal];
  return [personal, { owner: oneTimeKey(id), context, value: secrets, ...(expiresAt === null ? {} : { expiresAt }) }];
};

/** Known before it is decided, to seal for it. */
export const requestEventId = ({ namespace }: CommandDeps['writer'], { stream, causeId }: About): string =>
  eventIdOf(namespace, stream, causeId, 'NotificationRequested');

const inSealedParts = ([personal, secrets]: ReadonlyArray<Sealed>): SealedParts => {
  if (personal === undefined) throw new Error('The vault answered with fewer parts than it was given');
  return { personal, secrets: secrets ?? null };
};

const notSealed = ({ owners }: KeysGone, { userId }: About): NotSealed => ({
  _tag: 'NotSealed',
  because: owners.includes(recipientKey(userId)) ? 'erased' : 'ended',
});

type ToBeSealed = { readonly about: About; readonly eventId: string; readonly composed: Composed };

/**
 * As `sealRequest`, for many in one call to the key ring, in their order; where a key of one of them is gone, for none.
 */
export const sealRequests =
  ({ vault }: Pick<CommandDeps, 'vault'>) =>
  (requests: ReadonlyArray<ToBeSealed>): TE.TaskEither<KeyRingUnavailable | KeysGone, ReadonlyArray<SealedParts>> => {
    const parts = requests.map(({ about, eventId, composed }) => partsToSeal(about, eventId, composed));
    return pipe(
      vault.seal(parts.flat()),
      TE.map((sealed) => {
        let next = 0;
        return parts.map(({ length }) => {
          next += length;
          return inSealedParts(sealed.slice(next - length, next));
        });
      }),
    );
  };

/** What is shown under the recipient's key, the secrets under the notification's own, bound to the event to be written. */
export const sealRequest =
  ({ vault, writer }: Pick<CommandDeps, 'vault' | 'writer'>) =>
  (about: About, composed: Composed): TE.TaskEither<AppFailure | NotSealed, SealedParts> => {
    return pipe(
      vault.seal(partsToSeal(about, requestEventId(writer, about), composed)),
      TE.mapLeft((failure) => (failure._tag === 'KeysGone' ? notSealed(failure, about) : unavailable(failure))),
      TE.map(inSealedParts),
    );
  };
