import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Role } from '../../domain/recipient/events';
import type { SocketHandlers } from '../../domain/ports/socket-gateway';
import type { Caller } from '../caller';
import { reachOf } from '../http/access';
import type { Authenticate, Authenticated } from '../http/authenticate';
import type { Metrics } from '../metrics';

type Deps = { readonly authenticate: Authenticate; readonly metrics: Pick<Metrics, 'refused'> };

/** As whoever may ask for it over HTTP. */
const watchesBatches = (caller: Caller): boolean => reachOf(caller, 'readBatch') === 'all';
/** Who may be told when others come and go. */
const watchers: ReadonlyArray<Role> = ['admin', 'operator'];

/** A socket belongs to a user: a service has no inbox, so its token opens none. Every refusal is counted. */
export const authenticateSocket =
  ({ authenticate, metrics }: Deps): SocketHandlers['authenticate'] =>
  (token) =>
    pipe(
      authenticate(token),
      TE.mapLeft((refusal) => {
        if (refusal._tag === 'KeysUnavailable') return { _tag: 'SocketUnavailable' as const };
        metrics.refused(refusal.reason);
        return { _tag: 'SocketRefused' as const };
      }),
      TE.chainW(({ caller, expiresAt }: Authenticated) => {
        if (caller.kind === 'user') {
          const mayWatch = caller.roles.some((role) => watchers.includes(role));
          return TE.right({ userId: caller.id, expiresAt, mayWatch, watchesBatches: watchesBatches(caller) });
        }
        metrics.refused('no-user');
        return TE.left({ _tag: 'SocketRefused' as const });
      }),
    );
