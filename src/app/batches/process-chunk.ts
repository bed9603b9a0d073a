import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchEvent, BatchRecipient } from '../../domain/batch/events';
import { batchStream, chunkRevision, chunkStream } from '../../domain/batch/names';
import type { NotificationRequested } from '../../domain/notification/events';
import type { AppendFailure, Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import { readHistory } from '../commands/read-history';
import { toNewEvents } from '../commands/to-new-events';
import { unavailable } from '../commands/unavailable';
import { writeFailure } from '../commands/write-failure';
import type { AppFailure } from '../failure';
import { batchActor, type BatchDeps } from './batch-deps';
import { composeMembers } from './compose-members';
import { openBatch } from './open-batch';
import { chunkCause, sealMembers } from './seal-members';

export type Chunk = { readonly batchId: string; readonly index: number };
/** What the batch is to say can't be opened any more, by anybody. */
export type ContentUnreadable = { readonly _tag: 'ContentUnreadable' };
type Deps = Pick<BatchDeps, 'journal' | 'writer' | 'vault' | 'directory' | 'templates' | 'engine' | 'clock'>;

const recipientsOf = (
  journal: Journal,
  { batchId, index }: Chunk,
): TE.TaskEither<JournalUnavailable, ReadonlyArray<BatchRecipient>> =>
  pipe(
    readHistory(journal, batchStream(batchId), { from: chunkRevision(index), limit: 1 }),
    TE.map(([queued]) => {
      if (queued?.event.type !== 'BatchChunkQueued') throw new Error(`The batch ${batchId} has no chunk ${index}`);
      return queued.event.data.recipients;
    }),
  );

const append = (
  { writer, clock }: Deps,
  { batchId, index }: Chunk,
  events: ReadonlyArray<NotificationRequested | BatchEvent>,
): TE.TaskEither<AppendFailure, Position> => {
  const stream = chunkStream(batchId, index);
  const cause = { id: chunkCause(batchId), actor: batchActor, correlationId: batchId, at: clock.now() };
  return pipe(
    writer.append({ stream, expected: 'no-stream', events: toNewEvents(writer.namespace, stream, cause, events) }),
    TE.map(({ position }) => position),
  );
};

/** Somebody has processed it: where its last event stands. */
const processedAt = (journal: Journal, { batchId, index }: Chunk): TE.TaskEither<JournalUnavailable, Position> =>
  pipe(
    readHistory(journal, chunkStream(batchId, index), { direction: 'backwards', limit: 1 }),
    TE.map(([last]) => last?.position ?? 0n),
  );

const processed = (
  { batchId, index }: Chunk,
  accepted: number,
  rejected: Extract<BatchEvent, { readonly type: 'BatchChunkProcessed' }>['data']['rejected'],
): BatchEvent => ({ type: 'BatchChunkProcessed', data: { batchId, index, accepted, rejected } });

/**
 * Requests a chunk: a notification for each of its recipients, and what became of them all, in one append to a new stream.
 * So it happens whole and once, whoever else is at it. Answers with its place in the journal.
 */
export const processChunk =
  (deps: Deps) =>
  (chunk: Chunk): TE.TaskEither<AppFailure | ContentUnreadable, Position> =>
    pipe(
      openBatch(deps)(chunk.batchId),
      TE.bindTo('batch'),
      TE.bindW('recipients', () => recipientsOf(deps.journal, chunk)),
      TE.mapLeft(unavailable),
      TE.filterOrElseW(
        ({ batch }) => batch.templates.length > 0,
        (): ContentUnreadable => ({ _tag: 'ContentUnreadable' }),
      ),
      TE.bindW('composed', ({ batch, recipients }) => composeMembers(deps)(batch, recipients)),
      TE.bindW('sealed', ({ batch, composed }) =>
        pipe(sealMembers(deps)(batch, chunk.index, composed.members), TE.mapLeft(unavailable)),
      ),
      TE.chainW(({ recipients, composed, sealed: { requests, erased } }) =>
        pipe(
          append(deps, chunk, [
            ...requests,
            processed(chunk, requests.length, [
              ...composed.rejected,
              ...erased.map((userId) => ({ userId, reason: 'erased' as const })),
            ]),
          ]),
          TE.orElse((failure) => {
            if (failure._tag === 'Conflict') return processedAt(deps.journal, chunk);
            if (failure._tag === 'JournalUnavailable' || failure._tag === 'StreamDeleted') return TE.left(failure);
            // Larger than was estimated when it was accepted: it is said so, and the others go on.
            const rejected = recipients.map(({ userId }) => ({ userId, reason: 'too-large' as const }));
            return append(deps, chunk, [processed(chunk, 0, rejected)]);
          }),
          TE.mapLeft(writeFailure),
        ),
      ),
    );
