import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { batch } from '../../domain/batch';
import type { BatchCommand } from '../../domain/batch/commands';
import type { BatchAccepted, BatchRecipient } from '../../domain/batch/events';
import { emptyManifest, type Manifest, withChunk } from '../../domain/batch/manifest';
import { batchStream } from '../../domain/batch/names';
import type { Appended, AppendFailure } from '../../domain/ports/journal';
import type { Actor } from '../../domain/shared/recorded';
import type { Revision } from '../../domain/shared/stored-event';
import { toNewEvents } from '../commands/to-new-events';
import { acceptanceOf } from './accept-batch';
import type { BatchDeps } from './batch-deps';

/** Recipients in chunks, as they come from the directory. */
export type Chunks<F> = AsyncIterable<E.Either<F, ReadonlyArray<BatchRecipient>>>;
export type WrittenManifest = Manifest & { readonly position: bigint };

type Deps = Pick<BatchDeps, 'writer' | 'clock'>;

/** A batch's stream as its one writer has it in hand: it decides on what it wrote itself, and reads nothing again. */
const beginStream = (
  { writer, clock }: Deps,
  batchId: string,
  by: { readonly actor: Actor; readonly causedBy: string },
) => {
  const stream = batchStream(batchId);
  let state = batch.initialState;
  let expected: Revision | 'no-stream' = 'no-stream';
  return async (causeId: string, command: BatchCommand): Promise<E.Either<AppendFailure, Appended>> => {
    const decided = batch.decide(command, state);
    if (E.isLeft(decided)) throw new Error(`The writer of a batch was refused: ${decided.left._tag}`);
    const cause = { ...by, id: causeId, correlationId: batchId, at: clock.now() };
    const events = toNewEvents(writer.namespace, stream, cause, decided.right);
    const appended = await writer.append({ stream, expected, events })();
    if (E.isRight(appended)) {
      expected = appended.right.revision;
      state = decided.right.reduce(batch.evolve, state);
    }
    return appended;
  };
};

/**
 * Writes down a new batch: what is asked for, each chunk of recipients, and the seal. It is carried out from the seal on; what
 * ends before leaves an open batch, of which nothing is sent. A conflict: somebody else has written there.
 */
export const writeManifest =
  (deps: Deps) =>
  <F>(
    accepted: BatchAccepted['data'],
    actor: Actor,
    chunks: Chunks<F>,
  ): TaskEither<F | AppendFailure, WrittenManifest> =>
  async () => {
    const { batchId, origin } = accepted;
    const append = beginStream(deps, batchId, { actor, causedBy: origin.id });
    const begun = await append(acceptanceOf(batchId), { type: 'AcceptBatch', batch: accepted });
    if (E.isLeft(begun)) return begun;
    let manifest = emptyManifest;
    for await (const chunk of chunks) {
      if (E.isLeft(chunk)) return chunk;
      const recipients = chunk.right;
      const index = manifest.chunks;
      const queued = await append(`chunk:${String(index)}`, { type: 'QueueChunk', batchId, index, recipients });
      if (E.isLeft(queued)) return queued;
      manifest = withChunk(manifest, recipients);
    }
    const sealed = await append(`sealed:${batchId}`, { type: 'SealRecipients', batchId, manifest });
    return E.isLeft(sealed) ? sealed : E.right({ ...manifest, position: sealed.right.position });
  };
