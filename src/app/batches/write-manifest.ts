import { setImmediate as breath } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { BatchAccepted } from '../../domain/batch/events';
import { emptyManifest, type Manifest, withChunk } from '../../domain/batch/manifest';
import { batchStream } from '../../domain/batch/names';
import type { AppendFailure } from '../../domain/ports/journal';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { Instant } from '../../domain/shared/codecs';
import type { Actor } from '../../domain/shared/recorded';
import type { Position } from '../../domain/shared/stored-event';
import { eventIdOf } from '../commands/to-new-events';
import type { AppFailure } from '../failure';
import { acceptanceOf } from './accept-batch';
import type { BatchDeps } from './batch-deps';
import type { ListedRecipient } from './batch-request';
import { type BatchWriter, createBatchWriter } from './batch-writer';
import type { Chunks } from './in-chunks';
import { sealRecipients } from './seal-recipients';

export type WrittenManifest = Manifest & { readonly createdAt: Instant; readonly position: Position };

type Deps = Pick<BatchDeps, 'writer' | 'clock' | 'vault' | 'limits'>;
type Failure = AppFailure | AppendFailure | KeyRingUnavailable;

const causeOfChunk = (index: number): string => `chunk:${String(index)}`;

/** So many chunks are sealed together. */
const CHUNKS_AT_ONCE = 16;

type Chunk = ReadonlyArray<ListedRecipient>;

const queueChunks = async (
  { vault, writer, clock }: Deps,
  { write }: BatchWriter,
  { batchId, from }: { readonly batchId: string; readonly from: number },
  chunks: ReadonlyArray<Chunk>,
): Promise<E.Either<Failure, void>> => {
  const stream = batchStream(batchId);
  const type = 'BatchChunkQueued';
  const toWriteDown = chunks.map((chunk, nth) => ({
    chunk,
    context: { stream, type, eventId: eventIdOf(writer.namespace, stream, causeOfChunk(from + nth), type) },
  }));
  const sealed = await sealRecipients(vault, toWriteDown)();
  if (E.isLeft(sealed)) return sealed;
  for (const [nth, recipients] of sealed.right.entries()) {
    const index = from + nth;
    const written = await write(causeOfChunk(index), { type: 'QueueChunk', batchId, index, recipients }, clock.now());
    if (E.isLeft(written)) return written;
  }
  return E.right(undefined);
};

/** Chunks in groups, in their order, up to the first failure. */
const inGroups = async function* (chunks: Chunks): AsyncGenerator<E.Either<AppFailure, ReadonlyArray<Chunk>>> {
  let group: Array<Chunk> = [];
  for await (const chunk of chunks) {
    if (E.isLeft(chunk)) {
      yield chunk;
      return;
    }
    group.push(chunk.right);
    if (group.length < CHUNKS_AT_ONCE) continue;
    yield E.right(group);
    group = [];
  }
  if (group.length > 0) yield E.right(group);
};

/**
 * Writes down a new batch: what is asked for, each chunk of recipients, and the seal; all of it in one append, where it is
 * short. It is carried out from the seal on; what ends before leaves an open batch, of which nothing is sent, or nothing. A
 * conflict: somebody else has written there.
 */
export const writeManifest =
  (deps: Deps) =>
  (accepted: BatchAccepted['data'], actor: Actor, chunks: Chunks): TaskEither<Failure, WrittenManifest> =>
  async () => {
    const { batchId, origin } = accepted;
    const createdAt = deps.clock.now();
    const stream = createBatchWriter(deps, batchId, { actor, causedBy: origin.id });
    const begun = await stream.write(acceptanceOf(batchId), { type: 'AcceptBatch', batch: accepted }, createdAt);
    if (E.isLeft(begun)) return begun;
    let manifest = emptyManifest;
    for await (const group of inGroups(chunks)) {
      if (E.isLeft(group)) return group;
      const queued = await queueChunks(deps, stream, { batchId, from: manifest.chunks }, group.right);
      if (E.isLeft(queued)) return queued;
      manifest = group.right.reduce(withChunk, manifest);
      await breath();
    }
    const last = await stream.write(
      `sealed:${batchId}`,
      { type: 'SealRecipients', batchId, manifest },
      deps.clock.now(),
    );
    const sealed = E.isLeft(last) ? last : await stream.flush();
    if (E.isLeft(sealed)) return sealed;
    if (sealed.right === undefined) throw new Error('A seal was written to nowhere');
    return E.right({ ...manifest, createdAt, position: sealed.right.position });
  };
