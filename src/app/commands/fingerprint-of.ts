import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { recipientKey } from '../../domain/ports/key-ring';
import type { Vault } from '../../domain/ports/vault';
import { canonicalJson } from '../../domain/shared/json';
import type { NotificationRequest } from '../commands';
import type { AppFailure } from '../failure';
import { recipientErased } from './recipient-erased';
import { unavailable } from './unavailable';

/**
 * What tells two requests with one idempotency key apart; under the recipient's key, since a short text can be guessed. After
 * an erasure nothing can be compared any more.
 */
export const fingerprintOf = (vault: Vault, request: NotificationRequest): TE.TaskEither<AppFailure, string> => {
  const { userId, content, data, channels, priority, locale, expiresAt, sendAt } = request;
  const said = {
    userId,
    content,
    data,
    channels: channels ?? null,
    priority: priority ?? null,
    locale: locale ?? null,
    expiresAt: expiresAt ?? null,
    sendAt: sendAt ?? null,
  };
  return pipe(
    vault.digest(recipientKey(userId), canonicalJson(said)),
    TE.mapLeft((failure) => (failure._tag === 'KeysGone' ? recipientErased : unavailable(failure))),
  );
};
