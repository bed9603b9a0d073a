import type { Request, RequestHandler } from 'express';
import * as E from 'fp-ts/Either';
import type { Caller } from '../caller';
import type { Authenticate, Refusal } from './authenticate';
import { contextOf } from './request-context';

const refused = (reason: 'absent' | 'malformed' | 'claims'): E.Either<Refusal, never> =>
  E.left({ _tag: 'Unauthenticated', reason });

const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

const identityOf = async (authenticate: Authenticate, request: Request): Promise<E.Either<Refusal, Caller>> => {
  const service = request.get('x-service-token');
  const authorization = request.get('authorization');
  if (service === undefined && authorization === undefined) return refused('absent');
  const token = service ?? bearer.exec(authorization ?? '')?.[1];
  if (token === undefined) return refused('malformed');
  const authenticated = await authenticate(token)();
  if (E.isLeft(authenticated)) return authenticated;
  const { caller } = authenticated.right;
  return service !== undefined && caller.kind !== 'service' ? refused('claims') : E.right(caller);
};

/**
 * Finds out who calls, by `X-Service-Token` (services alone) or `Authorization: Bearer`. Refuses nobody: that is the
 * route's, since some ask for no token.
 */
export const identify =
  (authenticate: Authenticate): RequestHandler =>
  async (request, _response, next) => {
    contextOf(request).identity = await identityOf(authenticate, request);
    next();
  };
