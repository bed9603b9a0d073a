import {
  type CreateReq,
  CreateResp,
  type DeleteReq,
  DeleteResp,
  type UpdateReq,
  UpdateResp,
} from '@eventstore/db-client/generated/persistent_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import * as E from 'fp-ts/Either';
import { answering, type Unary, usernameOf } from './answering';
import type { CallParts } from './call-parts';
import { configIn } from './config-in';
import { targetOf } from './target';

/** `Create` (contract, section 12.1). */
export const create = (parts: CallParts): Unary<CreateReq, CreateResp> =>
  answering(parts, parts.access.mayManageGroups, async ({ request, caller }) => {
    const config = await configIn(parts.engine, request.getOptions());
    if (E.isLeft(config)) return config;
    const created = await parts.registry.create(config.right, usernameOf(caller));
    return E.isLeft(created) ? created : E.right(new CreateResp());
  });

/** `Update`: the group is another one from then on, with the checkpoint of the old one. */
export const update = (parts: CallParts): Unary<UpdateReq, UpdateResp> =>
  answering(parts, parts.access.mayManageGroups, async ({ request, caller }) => {
    const config = await configIn(parts.engine, request.getOptions());
    if (E.isLeft(config)) return config;
    const updated = await parts.registry.update(config.right, usernameOf(caller));
    return E.isLeft(updated) ? updated : E.right(new UpdateResp());
  });

export const remove = (parts: CallParts): Unary<DeleteReq, DeleteResp> =>
  answering(parts, parts.access.mayManageGroups, async ({ request, caller }) => {
    const target = targetOf(request.getOptions());
    if (E.isLeft(target)) return target;
    const removed = await parts.registry.remove(target.right.source, target.right.group, usernameOf(caller));
    return E.isLeft(removed) ? removed : E.right(new DeleteResp());
  });

/** `RestartSubsystem`: what is stored is what there is. */
export const restartSubsystem = (parts: CallParts): Unary<Empty, Empty> =>
  answering(parts, parts.access.mayManageGroups, async () => {
    await parts.registry.restart();
    return E.right(new Empty());
  });
