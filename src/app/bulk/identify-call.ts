import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { deriveId } from '../../domain/shared/derive-id';
import type { BatchAsked } from '../batches/batch-request';
import { actorOf } from '../commands/actor-of';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import { livingKeys } from '../vault/living-keys';
import type { BulkDeps } from './bulk-deps';
import type { BulkCall } from './bulk-request';

const fingerprintKey = 'ledger:bulk';

/** With a key, the same call is the same request for ever; without one, each is its own. */
const originOf = ({ ids, namespace }: BulkDeps, { caller, scope }: BulkCall): BatchAsked['origin'] => {
  if (scope === undefined) return { kind: 'api', id: ids.random() };
  const { key, method, path } = scope;
  return { kind: 'api', id: deriveId(namespace, 'bulk', caller.kind, caller.id, method, path, key) };
};

/** By what a call is known again; `digest` is that of all it said, kept as an HMAC, since what it said may be guessed. */
export const identifyCall = (deps: BulkDeps, call: BulkCall, digest: string): TE.TaskEither<AppFailure, BatchAsked> =>
  pipe(
    livingKeys(deps.vault.digest(fingerprintKey, digest)),
    TE.bimap(unavailable, (fingerprint) => ({
      origin: originOf(deps, call),
      fingerprint,
      actor: actorOf(call.caller),
    })),
  );
