import { closeSync, fstatSync, openSync } from 'node:fs';
import type { Damage } from './damage';
import {
  FRAME_HEADER_BYTES,
  type Frame,
  type Sums,
  WAL_HEADER_BYTES,
  readFrames,
  readWalHeader,
  sameSums,
} from './wal-frames';

/**
 * SQLite takes the first frame that fails its checksum for the end of the log and forgets what follows. That is right for
 * a last transaction that a power loss has torn, which nobody was told of. A whole frame of this log that follows a commit
 * at or after the broken one belongs to a later transaction, so the broken one had been synced: that is damage.
 * To be asked before SQLite opens the file.
 */
export const inspectWal = (file: string): Damage | undefined => {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size <= WAL_HEADER_BYTES) return undefined;
    const header = readWalHeader(descriptor);
    if (header === undefined) return { file, offset: 0, detail: 'the header of the write-ahead log is broken' };
    const broken = brokenFrame(readFrames(descriptor, header), header.sums);
    if (broken === undefined) return undefined;
    const offset = WAL_HEADER_BYTES + broken * (FRAME_HEADER_BYTES + header.pageBytes);
    return { file, offset, detail: 'a frame of the write-ahead log is broken before its end' };
  } finally {
    closeSync(descriptor);
  }
};

const brokenFrame = (frames: Iterable<Frame>, headerSums: Sums): number | undefined => {
  let before = headerSums;
  let broken: number | undefined;
  let committed = false;
  let index = 0;
  for (const frame of frames) {
    const whole = frame.current && sameSums(frame.sumsAfter(before), frame.stored);
    if (whole && committed) return broken;
    if (!whole) broken ??= index;
    if (broken !== undefined) committed ||= frame.commits;
    before = frame.stored;
    index += 1;
  }
  return undefined;
};
