import { type ReplayParkedReq, ReplayParkedResp } from '@eventstore/db-client/generated/persistent_pb';
import * as E from 'fp-ts/Either';
import { groupFailed } from '../group-failures';
import { answering, type Unary } from './answering';
import type { CallParts } from './call-parts';
import { targetOf } from './target';

const stopAtIn = (options: ReplayParkedReq.Options | undefined): bigint | undefined =>
  options?.hasStopAt() === true ? BigInt(options.getStopAt()) : undefined;

/** `ReplayParked`: answered at once; the messages follow as there is room for them (contract, section 12.7). */
export const replayParked = (parts: CallParts): Unary<ReplayParkedReq, ReplayParkedResp> =>
  answering(parts, parts.access.mayManageGroups, async ({ request }) => {
    const target = targetOf(request.getOptions());
    if (E.isLeft(target)) return target;
    const stopAt = stopAtIn(request.getOptions());
    if (stopAt !== undefined && stopAt < 0n)
      return E.left(groupFailed(target.right, 'Cannot stop replaying parked message at a negative version.'));
    const found = parts.registry.find(target.right.source, target.right.group);
    if (E.isLeft(found)) return found;
    found.right.replayParked(stopAt);
    return E.right(new ReplayParkedResp());
  });
