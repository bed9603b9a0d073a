import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { Role } from '../../domain/recipient/events';
import { UserId } from '../../domain/shared/codecs';
import type { Caller } from '../caller';

export const USER_ISSUER = 'cloudphone-platform';
export const USER_AUDIENCE = 'cloudphone-users';
export const SERVICE_AUDIENCE = 'internal-services';

const Audience = t.union([t.string, t.array(t.string)]);
const UserClaims = t.intersection([
  t.type({ iss: t.literal(USER_ISSUER), sub: UserId }),
  t.partial({ roles: t.readonlyArray(t.string) }),
]);
/** A service's name is bounded as a user's id is: both become actors in the history. */
const ServiceClaims = t.type({ service: UserId });

export type Claims = Readonly<Record<string, unknown>>;

/**
 * Who a verified token speaks for (contract: who calls); undefined where its claims are not those of its audience. A
 * token for both audiences is nobody's. Roles that the ledger does not know give nothing.
 */
export const callerOf = (claims: Claims): Caller | undefined => {
  const audience = Audience.decode(claims['aud']);
  if (E.isLeft(audience)) return undefined;
  const isFor = (name: string): boolean => [audience.right].flat().includes(name);
  if (isFor(USER_AUDIENCE) === isFor(SERVICE_AUDIENCE)) return undefined;
  if (isFor(SERVICE_AUDIENCE)) return ServiceClaims.is(claims) ? { kind: 'service', id: claims.service } : undefined;
  if (!UserClaims.is(claims)) return undefined;
  return { kind: 'user', id: claims.sub, roles: (claims.roles ?? []).filter(Role.is) };
};
