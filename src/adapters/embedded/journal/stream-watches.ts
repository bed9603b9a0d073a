import { streamOf } from './record';

/** Tells one follower of a stream where its new records are. */
export type StreamWatch = {
  /**
   * The positions of records added since the last call, at most `limit`, the oldest first. Undefined where some may be
   * missing, and when it is first asked: whoever reads the file after that has missed nothing.
   */
  readonly take: (limit: number) => ReadonlyArray<number> | undefined;
  /** Resolves once there is something to take, the journal has closed, or the signal has aborted. */
  readonly changed: () => Promise<void>;
  readonly stop: () => void;
};

/**
 * Who follows which stream. What a commit costs grows with the followers of the streams that it writes to, not with all:
 * those of other streams are not woken.
 */
export type StreamWatches = {
  readonly watch: (stream: string, signal: AbortSignal) => StreamWatch;
  /** To be told of every record that is added, with its position. */
  readonly tell: (record: Buffer, position: number) => void;
  /** Records were added that nobody was told of, or there will be no more. */
  readonly lose: () => void;
};

type Follower = { positions: Array<number>; lost: boolean; wake: () => void };

/** So many records a follower may be behind before it is sent to the file. */
const MOST_BEHIND = 4096;

const loseTrack = (follower: Follower): void => {
  follower.positions = [];
  follower.lost = true;
};

const nobody = (): void => undefined;

export const createStreamWatches = (): StreamWatches => {
  const followers = new Map<string, Set<Follower>>();
  const remove = (stream: string, follower: Follower): void => {
    const others = followers.get(stream);
    others?.delete(follower);
    if (others?.size === 0) followers.delete(stream);
  };
  return {
    watch: (stream, signal) => {
      const follower: Follower = { positions: [], lost: true, wake: nobody };
      followers.set(stream, (followers.get(stream) ?? new Set()).add(follower));
      const wake = (): void => {
        follower.wake();
      };
      signal.addEventListener('abort', wake, { once: true });
      return {
        take: (limit) => {
          if (!follower.lost) return follower.positions.splice(0, limit);
          follower.lost = false;
          return undefined;
        },
        changed: async () => {
          if (follower.lost || follower.positions.length > 0 || signal.aborted) return;
          await new Promise<void>((resolve) => {
            follower.wake = resolve;
          });
        },
        stop: () => {
          remove(stream, follower);
          signal.removeEventListener('abort', wake);
        },
      };
    },
    tell: (record, position) => {
      if (followers.size === 0) return;
      for (const follower of followers.get(streamOf(record)) ?? []) {
        if (follower.lost) continue;
        follower.positions.push(position);
        if (follower.positions.length > MOST_BEHIND) loseTrack(follower);
        follower.wake();
      }
    },
    lose: () => {
      for (const all of followers.values())
        for (const follower of all) {
          loseTrack(follower);
          follower.wake();
        }
    },
  };
};
