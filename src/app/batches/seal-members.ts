import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { chunkStream, memberId } from '../../domain/batch/names';
import type { NotificationRequested } from '../../domain/notification/events';
import { type KeyRingUnavailable, recipientKey } from '../../domain/ports/key-ring';
import { eventIdOf } from '../commands/to-new-events';
import type { BatchDeps } from './batch-deps';
import type { Member } from './compose-members';
import type { OpenBatch } from './open-batch';

/** The cause of a chunk's events, the same for every worker: of two that process it, one writes and the other repeats. */
export const chunkCause = (batchId: string): string => `batch:${batchId}`;

/** The requests of a chunk, in order, each sealed for its recipient; one call to the key ring for all. */
export const sealMembers =
  ({ vault, writer }: Pick<BatchDeps, 'vault' | 'writer'>) =>
  (
    { accepted }: OpenBatch,
    index: number,
    members: ReadonlyArray<Member>,
  ): TE.TaskEither<KeyRingUnavailable, ReadonlyArray<NotificationRequested>> => {
    const { batchId, expiresAt, bypasses } = accepted;
    const stream = chunkStream(batchId, index);
    const toSeal = members.map(({ userId, composed: { title, body, data } }, offset) => {
      const eventId = eventIdOf(writer.namespace, stream, chunkCause(batchId), 'NotificationRequested', offset);
      const context = { stream, type: 'NotificationRequested', eventId };
      return { owner: recipientKey(userId), context, value: { title, body, data } };
    });
    return pipe(
      vault.seal(toSeal),
      TE.map((sealed) =>
        members.map(({ userId, locale, composed: { type, template, channels, priority } }, offset) => {
          const personal = sealed[offset];
          if (personal === undefined) throw new Error('The vault answered with fewer parts than it was given');
          const data: NotificationRequested['data'] = {
            notificationId: memberId(batchId, index, offset),
            ...{ userId, type, template, locale, channels, priority, expiresAt, bypasses, personal },
            sendAt: null,
            origin: { kind: 'batch', id: batchId },
            fingerprint: null,
            secrets: null,
          };
          return { type: 'NotificationRequested', data };
        }),
      ),
    );
  };
