import { randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import type { SpoolFile, SpoolUnavailable } from '../../../domain/ports/spool';
import { frameLength, openFrame, sealFrame } from './frames';

const KEY_BYTES = 32;
const failed = (cause: unknown): SpoolUnavailable => ({ _tag: 'SpoolUnavailable', cause });

const readExactly = async (handle: FileHandle, at: number, length: number): Promise<Buffer> => {
  const buffer = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(buffer, read, length - read, at + read);
    if (bytesRead === 0) throw new Error('A spooled file was cut short');
    read += bytesRead;
  }
  return buffer;
};

/** Whole, or it throws: a disk that is full takes a part. */
const writeWhole = async (handle: FileHandle, bytes: Buffer): Promise<void> => {
  let written = 0;
  while (written < bytes.length) written += (await handle.write(bytes, written)).bytesWritten;
};

/** `remove` takes the file away where it still has a name. */
export const createSpoolFile = (handle: FileHandle, remove: () => Promise<void>): SpoolFile => {
  const key = randomBytes(KEY_BYTES);
  let frames = 0;
  let longest = 0;
  let isOver = false;
  let isGone = false;

  const append = async (kind: 'piece' | 'end', piece: Uint8Array): Promise<void> => {
    if (isOver) throw new Error('A spooled file that is being read takes nothing more');
    if (kind === 'end') isOver = true;
    const frame = sealFrame(key, frames, kind, piece);
    longest = Math.max(longest, frame.length);
    await writeWhole(handle, frame);
    frames += 1;
  };

  const pieces = async function* (): AsyncGenerator<Buffer> {
    if (!isOver) await append('end', Buffer.alloc(0));
    let at = 0;
    for (let number = 0; number < frames; number += 1) {
      const length = (await readExactly(handle, at, frameLength.header)).readUInt32BE();
      if (length < frameLength.least || length > longest) throw new Error('A spooled file was changed');
      const body = await readExactly(handle, at + frameLength.header, length);
      at += frameLength.header + length;
      const isLast = number === frames - 1;
      const piece = openFrame(key, number, isLast ? 'end' : 'piece', body);
      if (!isLast) yield piece;
    }
  };

  return {
    write: (piece) => TE.tryCatch(async () => append('piece', piece), failed),
    read: async function* () {
      try {
        for await (const piece of pieces()) yield E.right(piece);
      } catch (cause) {
        yield E.left(failed(cause));
      }
    },
    discard: async () => {
      if (isGone) return;
      isGone = true;
      key.fill(0);
      await handle.close();
      await remove();
    },
  };
};
