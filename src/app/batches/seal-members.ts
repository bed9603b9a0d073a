import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { chunkStream, memberId } from '../../domain/batch/names';
import type { NotificationRequested } from '../../domain/notification/events';
import { type KeyRingUnavailable, recipientKey } from '../../domain/ports/key-ring';
import type { ToSeal } from '../../domain/ports/vault';
import type { Sealed, UserId } from '../../domain/shared/codecs';
import { eventIdsOf } from '../commands/to-new-events';
import { batchCause } from './batch-cause';
import type { BatchDeps } from './batch-deps';
import type { Member } from './compose-members';
import type { OpenBatch } from './open-batch';

type Placed = { readonly batch: OpenBatch; readonly index: number };
type Deps = Pick<BatchDeps, 'vault' | 'writer'>;

/** `erased`: members who were erased after they were looked up. */
export type SealedMembers = {
  readonly requests: ReadonlyArray<NotificationRequested>;
  readonly erased: ReadonlyArray<UserId>;
};

/** What is one member's own, bound to the place of their request. */
const ownParts = (
  { writer }: Deps,
  { batch, index }: Placed,
  members: ReadonlyArray<Member>,
): ReadonlyArray<ToSeal> => {
  const { batchId } = batch.accepted;
  const stream = chunkStream(batchId, index);
  const type = 'NotificationRequested';
  const eventIdAt = eventIdsOf(writer.namespace, stream, batchCause(batchId), type);
  return members.flatMap(({ userId, shown, key }, offset) =>
    key === undefined
      ? [{ owner: recipientKey(userId), context: { stream, type, eventId: eventIdAt(offset) }, value: shown }]
      : [],
  );
};

const requestFor = (
  { batch, index }: Placed,
  offset: number,
  { userId, type, template, locale }: Member,
  personal: NotificationRequested['data']['personal'],
): NotificationRequested => {
  const { batchId, channels, priority, sendAt, expiresAt, bypasses } = batch.accepted;
  const data: NotificationRequested['data'] = {
    notificationId: memberId(batchId, index, offset),
    ...{ userId, type, template, locale, channels, priority, expiresAt, bypasses, personal },
    sendAt: sendAt ?? null,
    origin: { kind: 'batch', id: batchId },
    fingerprint: null,
    secrets: null,
  };
  return { type: 'NotificationRequested', data };
};

const requestsFor = (
  placed: Placed,
  members: ReadonlyArray<Member>,
  sealed: ReadonlyArray<Sealed>,
): ReadonlyArray<NotificationRequested> => {
  const { batchId } = placed.batch.accepted;
  let next = 0;
  return members.map((member, offset) => {
    const personal = member.key === undefined ? sealed[next++] : { batchId, key: member.key };
    if (personal === undefined) throw new Error('The vault answered with fewer parts than it was given');
    return requestFor(placed, offset, member, personal);
  });
};

/**
 * The requests of a chunk, in order: what is one member's own is sealed for them, in one call to the key ring for all; of the
 * rest they say where it stands. What is sealed is bound to its place among the others, so that they are sealed anew without
 * a member who is found to be erased.
 */
export const sealMembers =
  (deps: Deps) =>
  (batch: OpenBatch, index: number, members: ReadonlyArray<Member>): TaskEither<KeyRingUnavailable, SealedMembers> =>
  async () => {
    const placed = { batch, index };
    const erased: Array<UserId> = [];
    for (let living = members; ;) {
      const parts = ownParts(deps, placed, living);
      const sealed = parts.length === 0 ? E.right([]) : await deps.vault.seal(parts)();
      if (E.isRight(sealed)) return E.right({ requests: requestsFor(placed, living, sealed.right), erased });
      if (sealed.left._tag === 'KeyRingUnavailable') return E.left(sealed.left);
      const gone = new Set(sealed.left.owners);
      const isGone = ({ userId }: Member): boolean => gone.has(recipientKey(userId));
      erased.push(...living.filter(isGone).map(({ userId }) => userId));
      living = living.filter((member) => !isGone(member));
    }
  };
