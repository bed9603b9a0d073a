import { createHash } from 'node:crypto';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { canonicalJson } from '../../domain/shared/json';
import type { AppFailure } from '../failure';
import { askedChannels, askFault, askJson } from './bulk-ask';
import type { BulkDeps } from './bulk-deps';
import type { Bulk } from './bulk-request';
import { identifyCall } from './identify-call';
import { requestBulk } from './request-bulk';

const othersComeIn: AppFailure = { _tag: 'Unavailable', component: 'place for another list', retryAfterSeconds: 10 };

const broadcast =
  (deps: BulkDeps): Bulk['broadcast'] =>
  (call) => {
    const { ask } = call;
    const fault = askFault(ask);
    if (fault !== undefined) return TE.left(fault);
    const digest = createHash('sha256')
      .update(canonicalJson(askJson(ask)))
      .digest('hex');
    return pipe(
      identifyCall(deps, call, digest),
      TE.chain((asked) =>
        deps.requestForEveryone({
          ...asked,
          templateCode: ask.templateCode,
          variablesFor: () => ask.data,
          channels: askedChannels(ask),
          priority: ask.priority,
          sendAt: ask.sendAt,
          expiresAt: null,
          bypasses: [],
        }),
      ),
    );
  };

/** Callers' requests to many. */
export const createBulk = (deps: BulkDeps): Bulk => {
  const request = requestBulk(deps);
  let uploads = 0;
  return {
    request,
    upload: (call, list) => async () => {
      if (uploads >= deps.limits.uploads) return E.left(othersComeIn);
      uploads += 1;
      try {
        return await request(call, list)();
      } finally {
        uploads -= 1;
      }
    },
    broadcast: broadcast(deps),
  };
};
