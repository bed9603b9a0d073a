import type { SocketId } from '../../domain/ports/socket-gateway';
import type { Position } from '../../domain/shared/stored-event';

export type Listener = {
  readonly id: SocketId;
  readonly push: (bytes: Buffer, position: Position) => boolean;
  /** About no event: it waits for nothing, and is told whole. */
  readonly say: (text: string) => void;
};

/** Which sockets are whose, at most `perUser` of one user. */
export type Registry = {
  /** False where the user has as many as one may have; `elsewhere`: so many of them in other processes. */
  readonly add: (userId: string, listener: Listener, elsewhere: number) => boolean;
  /** False where it was not there any more. */
  readonly remove: (userId: string, listener: Listener) => boolean;
  readonly countOf: (userId: string) => number;
  readonly has: (userId: string) => boolean;
  readonly of: (userId: string) => Iterable<Listener>;
};

export const createRegistry = (perUser: number): Registry => {
  const byUser = new Map<string, Set<Listener>>();
  return {
    add: (userId, listener, elsewhere) => {
      const listeners = byUser.get(userId) ?? new Set();
      if (listeners.size + elsewhere >= perUser) return false;
      byUser.set(userId, listeners.add(listener));
      return true;
    },
    remove: (userId, listener) => {
      const listeners = byUser.get(userId);
      if (listeners?.delete(listener) !== true) return false;
      if (listeners.size === 0) byUser.delete(userId);
      return true;
    },
    countOf: (userId) => byUser.get(userId)?.size ?? 0,
    has: (userId) => byUser.has(userId),
    of: (userId) => byUser.get(userId) ?? [],
  };
};
