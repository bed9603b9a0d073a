import * as E from 'fp-ts/Either';
import * as RA from 'fp-ts/ReadonlyArray';
import type { TaskEither } from 'fp-ts/TaskEither';
import { chunkStream, memberId } from '../../domain/batch/names';
import type { NotificationRequested } from '../../domain/notification/events';
import { type KeyRingUnavailable, recipientKey } from '../../domain/ports/key-ring';
import type { ToSeal } from '../../domain/ports/vault';
import type { Sealed, UserId } from '../../domain/shared/codecs';
import { eventIdsOf } from '../commands/to-new-events';
import type { BatchDeps } from './batch-deps';
import type { Member } from './compose-members';
import type { OpenBatch } from './open-batch';

/** The cause of a chunk's events, the same for every worker: of two that process it, one writes and the other repeats. */
export const chunkCause = (batchId: string): string => `batch:${batchId}`;

type Placed = { readonly batch: OpenBatch; readonly index: number };
type Deps = Pick<BatchDeps, 'vault' | 'writer'>;

/** `erased`: members who were erased after they were looked up. */
export type SealedMembers = {
  readonly requests: ReadonlyArray<NotificationRequested>;
  readonly erased: ReadonlyArray<UserId>;
};

const partsOf = ({ writer }: Deps, { batch, index }: Placed, members: ReadonlyArray<Member>): ReadonlyArray<ToSeal> => {
  const { batchId } = batch.accepted;
  const stream = chunkStream(batchId, index);
  return members.map(({ userId, composed: { title, body, data } }, offset) => {
    const eventId = eventIdsOf(writer.namespace, stream, chunkCause(batchId), 'NotificationRequested')(offset);
    const context = { stream, type: 'NotificationRequested', eventId };
    return { owner: recipientKey(userId), context, value: { title, body, data } };
  });
};

const requestFor =
  ({ batch, index }: Placed) =>
  (offset: number, { userId, locale, composed }: Member, personal: Sealed): NotificationRequested => {
    const { batchId, expiresAt, bypasses } = batch.accepted;
    const { type, template, channels, priority } = composed;
    const data: NotificationRequested['data'] = {
      notificationId: memberId(batchId, index, offset),
      ...{ userId, type, template, locale, channels, priority, expiresAt, bypasses, personal },
      sendAt: null,
      origin: { kind: 'batch', id: batchId },
      fingerprint: null,
      secrets: null,
    };
    return { type: 'NotificationRequested', data };
  };

/**
 * The requests of a chunk, in order, each sealed for its recipient; one call to the key ring for all. What is sealed is bound
 * to its place among the others, so that they are sealed anew without a member who is found to be erased.
 */
export const sealMembers =
  (deps: Deps) =>
  (batch: OpenBatch, index: number, members: ReadonlyArray<Member>): TaskEither<KeyRingUnavailable, SealedMembers> =>
  async () => {
    const placed = { batch, index };
    let living = members;
    const erased: Array<UserId> = [];
    for (;;) {
      const sealed = await deps.vault.seal(partsOf(deps, placed, living))();
      if (E.isRight(sealed)) {
        const pairs = RA.zip(living, sealed.right);
        const requests = pairs.map(([member, personal], offset) => requestFor(placed)(offset, member, personal));
        return E.right({ requests, erased });
      }
      if (sealed.left._tag === 'KeyRingUnavailable') return E.left(sealed.left);
      const gone = new Set(sealed.left.owners);
      const isGone = ({ userId }: Member): boolean => gone.has(recipientKey(userId));
      erased.push(...living.filter(isGone).map(({ userId }) => userId));
      living = living.filter((member) => !isGone(member));
    }
  };
