import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { errors, jwtVerify } from 'jose';
import type { Clock } from '../../domain/ports/clock';
import { type Instant, toInstant } from '../../domain/shared/codecs';
import type { Caller } from '../caller';
import { callerOf, type Claims, SERVICE_AUDIENCE, USER_AUDIENCE } from './token-claims';
import { type TokenKey, verificationBy } from './token-key';

/** `reason` is a label of a metric: one of few, never a word of the token. */
export type Refusal =
  | { readonly _tag: 'Unauthenticated'; readonly reason: 'absent' | 'malformed' | 'expired' | 'signature' | 'claims' }
  /** The published keys can't be had: nothing is known about the token. */
  | { readonly _tag: 'KeysUnavailable' };

/** From `expiresAt` on the token is worth nothing: a socket that came with it closes then. */
export type Authenticated = { readonly caller: Caller; readonly expiresAt: Instant };

/** Who calls, by the token alone. Refuses a token without an end, and one of another issuer or audience. */
export type Authenticate = (token: string) => TE.TaskEither<Refusal, Authenticated>;

const refused = (reason: Extract<Refusal, { _tag: 'Unauthenticated' }>['reason']): Refusal => ({
  _tag: 'Unauthenticated',
  reason,
});

const refusalOf = (cause: unknown): Refusal => {
  if (cause instanceof errors.JWTExpired) return refused('expired');
  if (cause instanceof errors.JWTClaimValidationFailed) return refused('claims');
  if (cause instanceof errors.JWSSignatureVerificationFailed) return refused('signature');
  if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JOSEAlgNotAllowed)
    return refused('signature');
  if (cause instanceof errors.JWKSTimeout || cause instanceof errors.JWKSInvalid) return { _tag: 'KeysUnavailable' };
  if (cause instanceof errors.JOSEError && cause.code !== 'ERR_JOSE_GENERIC') return refused('malformed');
  return { _tag: 'KeysUnavailable' };
};

/** The year 9999: no instant of the ledger is later. */
const LAST_SECOND = 253_402_300_799;

const endOf = (claims: Claims): Instant | undefined => {
  const seconds = claims['exp'];
  if (typeof seconds !== 'number') return undefined;
  return toInstant(new Date(Math.min(seconds, LAST_SECOND) * 1000).toISOString());
};

const authenticatedBy = (claims: Claims): E.Either<Refusal, Authenticated> => {
  const caller = callerOf(claims);
  const expiresAt = endOf(claims);
  return caller === undefined || expiresAt === undefined ? E.left(refused('claims')) : E.right({ caller, expiresAt });
};

/** Verifies tokens against one key, or one set of published keys, at the clock's time. */
export const createAuthenticate = (deps: { readonly key: TokenKey; readonly clock: Clock }): Authenticate => {
  const { algorithms, keyFor } = verificationBy(deps.key);
  const verify = async (token: string): Promise<Claims> => {
    const currentDate = new Date(deps.clock.now());
    const audience = [USER_AUDIENCE, SERVICE_AUDIENCE];
    const verified = await jwtVerify(token, keyFor, { algorithms, audience, currentDate, requiredClaims: ['exp'] });
    return verified.payload;
  };
  return (token) =>
    pipe(
      TE.tryCatch(async () => verify(token), refusalOf),
      TE.chainEitherK(authenticatedBy),
    );
};
