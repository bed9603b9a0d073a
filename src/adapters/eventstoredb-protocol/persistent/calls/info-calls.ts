import { type GetInfoReq, GetInfoResp, type ListReq, ListResp } from '@eventstore/db-client/generated/persistent_pb';
import * as E from 'fp-ts/Either';
import { type CallFailure, invalidArgument } from '../../call-failure';
import { streamNameOf } from '../../stream-name';
import type { RunningGroup } from '../running/run-group';
import { ALL } from '../state/stream-names';
import { answering, type Unary } from './answering';
import type { CallParts } from './call-parts';
import { subscriptionInfo } from './subscription-info';
import { targetOf } from './target';

const now = ({ clock }: CallParts): number => Date.parse(clock.now());

/** `GetInfo` (contract, section 12.8). */
export const getInfo = (parts: CallParts): Unary<GetInfoReq, GetInfoResp> =>
  answering(parts, parts.access.maySeeGroups, async ({ request }) => {
    const target = targetOf(request.getOptions());
    if (E.isLeft(target)) return target;
    const found = parts.registry.find(target.right.source, target.right.group);
    if (E.isLeft(found)) return found;
    return E.right(new GetInfoResp().setSubscriptionInfo(subscriptionInfo(found.right, now(parts))));
  });

const listed = (
  { registry }: CallParts,
  options: ListReq.Options | undefined,
): E.Either<CallFailure, ReadonlyArray<RunningGroup>> => {
  const one = options?.getListForStream();
  if (one === undefined) return registry.all();
  const source = one.hasAll() ? ALL : streamNameOf(one.getStream());
  return source === undefined ? E.left(invalidArgument('A stream, or all, is needed.')) : registry.on(source);
};

export const list = (parts: CallParts): Unary<ListReq, ListResp> =>
  answering(parts, parts.access.maySeeGroups, async ({ request }) => {
    const groups = listed(parts, request.getOptions());
    if (E.isLeft(groups)) return groups;
    const at = now(parts);
    return E.right(new ListResp().setSubscriptionsList(groups.right.map((group) => subscriptionInfo(group, at))));
  });
