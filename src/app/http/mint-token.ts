import { SignJWT } from 'jose';
import type { Clock } from '../../domain/ports/clock';
import type { Role } from '../../domain/recipient/events';
import { SERVICE_AUDIENCE, USER_AUDIENCE, USER_ISSUER } from './token-claims';
import { secretBytes } from './token-key';

export type TokenOwner =
  | { readonly kind: 'user'; readonly id: string; readonly roles: ReadonlyArray<Role> }
  | { readonly kind: 'service'; readonly id: string };

/** A token as the platform would make it, signed with the shared secret: for development and for the command line. */
export const mintToken =
  (deps: { readonly secret: string; readonly clock: Clock }) =>
  async (owner: TokenOwner, ttlSeconds: number): Promise<string> => {
    const issued = Math.floor(Date.parse(deps.clock.now()) / 1000);
    const claims =
      owner.kind === 'user' ? { sub: owner.id, username: owner.id, roles: owner.roles } : { service: owner.id };
    const audience = owner.kind === 'user' ? USER_AUDIENCE : SERVICE_AUDIENCE;
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(USER_ISSUER)
      .setAudience(audience)
      .setIssuedAt(issued)
      .setExpirationTime(issued + ttlSeconds)
      .sign(secretBytes(deps.secret));
  };
