import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchEvent } from '../../domain/batch/events';
import { chunkStream } from '../../domain/batch/names';
import type { NotificationRequested } from '../../domain/notification/events';
import type { AppendFailure, Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import { readHistory } from '../commands/read-history';
import { toNewEvents } from '../commands/to-new-events';
import { type PortFailure, unavailable } from '../commands/unavailable';
import { writeFailure } from '../commands/write-failure';
import type { AppFailure } from '../failure';
import { batchCause } from './batch-cause';
import { batchActor, type BatchDeps } from './batch-deps';
import { type ComposedMembers, composeMembers } from './compose-members';
import type { OpenBatch } from './open-batch';
import { rememberBatches } from './remember-batches';
import { type Chunk, readChunk } from './read-chunk';
import { sealMembers } from './seal-members';
import { storeContents } from './store-contents';

/** What the batch is to say can't be opened any more, by anybody. */
export type ContentUnreadable = { readonly _tag: 'ContentUnreadable' };
type Deps = Pick<BatchDeps, 'journal' | 'writer' | 'vault' | 'directory' | 'templates' | 'engine' | 'clock'>;
type Rejected = ComposedMembers['rejected'];

const append = (
  { writer, clock }: Deps,
  { batchId, index }: Chunk,
  events: ReadonlyArray<NotificationRequested | BatchEvent>,
): TE.TaskEither<AppendFailure, Position> => {
  const stream = chunkStream(batchId, index);
  const cause = { id: batchCause(batchId), actor: batchActor, correlationId: batchId, at: clock.now() };
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

const processed = ({ batchId, index }: Chunk, accepted: number, rejected: Rejected): BatchEvent => ({
  type: 'BatchChunkProcessed',
  data: { batchId, index, accepted, rejected },
});

/** Content that members share first, then their requests, which refer to it. */
const request = (
  deps: Deps,
  batch: OpenBatch,
  chunk: Chunk,
  { members, rejected }: ComposedMembers,
): TE.TaskEither<AppendFailure | PortFailure, Position> =>
  pipe(
    storeContents(deps)(batch, members),
    TE.chainW(() => sealMembers(deps)(batch, chunk.index, members)),
    TE.chainW(({ requests, erased }) => {
      const gone = erased.map((userId) => ({ userId, reason: 'erased' as const }));
      return append(deps, chunk, [...requests, processed(chunk, requests.length, [...rejected, ...gone])]);
    }),
  );

const chunkFailure = (failure: AppendFailure | PortFailure): AppFailure => {
  switch (failure._tag) {
    case 'KeyRingUnavailable':
    case 'ViewUnavailable':
    case 'ViewNotReady':
      return unavailable(failure);
    default:
      return writeFailure(failure);
  }
};

/**
 * Requests a chunk: a notification for each of its recipients, and what became of them all, in one append to a new stream.
 * So it happens whole and once, whoever else is at it. Answers with its place in the journal.
 */
export const processChunk = (
  deps: Deps,
): ((chunk: Chunk) => TE.TaskEither<AppFailure | ContentUnreadable, Position>) => {
  const openBatch = rememberBatches(deps);
  return (chunk) =>
    pipe(
      openBatch(chunk.batchId),
      TE.bindTo('batch'),
      TE.bindW('queued', () => readChunk(deps.journal, chunk)),
      TE.mapLeft(unavailable),
      TE.filterOrElseW(
        ({ batch }) => batch.isReadable,
        (): ContentUnreadable => ({ _tag: 'ContentUnreadable' }),
      ),
      TE.bindW('composed', ({ batch, queued }) => composeMembers(deps)(batch.compose, queued)),
      TE.chainW(({ batch, queued, composed }) =>
        pipe(
          request(deps, batch, chunk, composed),
          TE.orElseW((failure): TE.TaskEither<AppendFailure | PortFailure, Position> => {
            if (failure._tag === 'Conflict') return processedAt(deps.journal, chunk);
            if (failure._tag !== 'AppendTooLarge') return TE.left(failure);
            // Larger than was estimated when it was accepted: it is said so, and the others go on.
            const rejected = queued.event.data.recipients.map(({ userId }) => ({
              userId,
              reason: 'too-large' as const,
            }));
            return append(deps, chunk, [processed(chunk, 0, rejected)]);
          }),
          TE.mapLeft(chunkFailure),
        ),
      ),
    );
};
