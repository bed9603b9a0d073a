import { performance } from 'node:perf_hooks';
import type { StoredChunk } from './chunks-of-ledger';

export type Replay = {
  readonly chunks: AsyncIterable<StoredChunk>;
  /** Stores a chunk as it stands, in a new stream. */
  readonly append: (chunk: StoredChunk) => Promise<void>;
  /** How many appends are under way at once. */
  readonly inFlight: number;
  /** The first so many chunks are not measured. */
  readonly warmUp: number;
};

/** So many are read, outside the time that is taken, before they are appended. */
const READ_AHEAD = 256;

const appendAll = async (chunks: ReadonlyArray<StoredChunk>, { append, inFlight }: Replay): Promise<number> => {
  let next = 0;
  const writer = async (): Promise<void> => {
    for (let chunk = chunks[next++]; chunk !== undefined; chunk = chunks[next++]) await append(chunk);
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: inFlight }, writer));
  return performance.now() - begun;
};

const recipientsOf = ({ events }: StoredChunk): number =>
  events.filter(({ type }) => type === 'NotificationRequested').length;

/** Recipients a second of the same events in the same chunks, one append each, with nothing around it. */
export const replayRate = async (replay: Replay): Promise<number> => {
  let [recipients, millis, isWarm] = [0, 0, replay.warmUp === 0];
  let held: Array<StoredChunk> = [];
  const appendHeld = async (): Promise<void> => {
    const took = await appendAll(held, replay);
    if (isWarm) {
      recipients += held.reduce((sum, chunk) => sum + recipientsOf(chunk), 0);
      millis += took;
    }
    [held, isWarm] = [[], true];
  };
  for await (const chunk of replay.chunks) {
    held.push(chunk);
    if (held.length === (isWarm ? READ_AHEAD : replay.warmUp)) await appendHeld();
  }
  await appendHeld();
  return (recipients * 1000) / millis;
};
