import * as E from 'fp-ts/Either';
import { chunkBytes, mostInAChunk } from '../../domain/batch/manifest';
import type { AppFailure } from '../failure';
import type { ListedRecipient, Recipients } from './batch-request';

export type Chunks = AsyncIterable<E.Either<AppFailure, ReadonlyArray<ListedRecipient>>>;

/** As many recipients a chunk as their requests leave room for in one append, `most` of them at most, in their order. */
export const inChunks = async function* (recipients: Recipients, most: number = mostInAChunk): Chunks {
  let chunk: Array<ListedRecipient> = [];
  let bytes = 0;
  for await (const page of recipients) {
    if (E.isLeft(page)) {
      yield page;
      return;
    }
    for (const recipient of page.right) {
      if (chunk.length === most || (chunk.length > 0 && bytes + recipient.bytes > chunkBytes)) {
        yield E.right(chunk);
        chunk = [];
        bytes = 0;
      }
      chunk.push(recipient);
      bytes += recipient.bytes;
    }
  }
  if (chunk.length > 0) yield E.right(chunk);
} satisfies (recipients: Recipients, most?: number) => Chunks;
