import * as E from 'fp-ts/Either';
import type { UserId } from '../../domain/shared/codecs';
import type { Caller } from '../caller';
import type { AppFailure } from '../failure';
import type { Reach } from './access';
import type { HttpFailure } from './http-failure';

type Asking = { readonly caller: Caller; readonly reach: Reach };

/** Whose things a call without a named user is about: the caller's own. A service has none. */
export const selfOf = ({ caller }: Asking): E.Either<AppFailure, UserId> =>
  caller.kind === 'user'
    ? E.right(caller.id)
    : E.left({ _tag: 'InvalidInput', errors: [{ path: '/userId', message: 'is missing' }] });

/** The caller, where it is a user. */
export const userOf = ({ caller }: Pick<Asking, 'caller'>): UserId | undefined =>
  caller.kind === 'user' ? caller.id : undefined;

/** The user who is asked about, if the caller reaches them; what is not the caller's looks as if it were not there. */
export const reachable = ({ caller, reach }: Asking, userId: UserId): E.Either<HttpFailure, UserId> =>
  reach === 'all' || (caller.kind === 'user' && caller.id === userId) ? E.right(userId) : E.left({ _tag: 'NotOwn' });
