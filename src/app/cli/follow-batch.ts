import { setTimeout as pause } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import type { ServerAccess } from '../compose/find-server';
import { callServer } from './call-server';
import { createProgressBar } from './progress-bar';

/** What the command line looks at of a batch. */
export const BatchSeen = t.type(
  {
    batchId: t.string,
    templateCode: t.union([t.string, t.null]),
    priority: t.string,
    totalUsers: t.number,
    processedUsers: t.number,
    successCount: t.number,
    failureCount: t.number,
    untoldCount: t.number,
    status: t.string,
    progress: t.number,
    estimatedTimeRemaining: t.union([t.string, t.null]),
    channels: t.array(t.type({ channel: t.string, succeeded: t.number, failed: t.number, suppressed: t.number })),
    createdAt: t.string,
    completedAt: t.union([t.string, t.null]),
  },
  'BatchSeen',
);
export type BatchSeen = t.TypeOf<typeof BatchSeen>;

const LOOK_EVERY_MILLIS = 500;

export const batchPath = (batchId: string): string => `/notifications/bulk/${encodeURIComponent(batchId)}`;

/** How far a batch has come; on the left, why that can't be had, in words. `position`: not older than this. */
export const seeBatch = async (
  server: ServerAccess,
  batchId: string,
  position: string | null = null,
): Promise<E.Either<string, BatchSeen>> => {
  const headers = position === null ? {} : { 'ledger-position': position };
  const answered = await callServer(server, { method: 'GET', path: batchPath(batchId), headers });
  if (E.isLeft(answered)) return answered;
  const { body } = answered.right;
  return BatchSeen.is(body) ? E.right(body) : E.left('The server answered with something else than a batch.');
};

/** Looks at it, with a progress bar, until it has ended. One that somebody has paused is waited for. */
export const followBatch = async (
  server: ServerAccess,
  batchId: string,
  position: string | null,
): Promise<E.Either<string, BatchSeen>> => {
  const bar = createProgressBar('told');
  try {
    for (;;) {
      const seen = await seeBatch(server, batchId, position);
      if (E.isLeft(seen)) return seen;
      bar.update(seen.right.processedUsers, seen.right.totalUsers);
      if (seen.right.completedAt !== null) return seen;
      await pause(LOOK_EVERY_MILLIS);
    }
  } finally {
    bar.stop();
  }
};

const channelsInWords = ({ channels }: BatchSeen): string =>
  channels
    .map(({ channel, succeeded, failed, suppressed }) => {
      const others = [failed > 0 ? `${failed} failed` : '', suppressed > 0 ? `${suppressed} suppressed` : ''];
      return `  ${channel}: ${[`${succeeded} succeeded`, ...others.filter((part) => part !== '')].join(', ')}`;
    })
    .join('\n');

/** A batch as people read it. */
export const batchInWords = (seen: BatchSeen): string => {
  const { batchId, status, successCount, failureCount, untoldCount, totalUsers, progress } = seen;
  const left =
    seen.estimatedTimeRemaining === null || seen.completedAt !== null ? '' : `, ${seen.estimatedTimeRemaining} left`;
  const untold = untoldCount > 0 ? `, ${untoldCount} not told` : '';
  return [
    `${batchId}: ${status}, ${progress.toFixed(1)} %${left}`,
    `  ${successCount} of ${totalUsers} accepted, ${failureCount} refused${untold}`,
    channelsInWords(seen),
  ].join('\n');
};
