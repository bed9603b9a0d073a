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
  /** False where the user has as many as one may have. */
  readonly add: (userId: string, listener: Listener) => boolean;
  readonly remove: (userId: string, listener: Listener) => void;
  readonly has: (userId: string) => boolean;
  readonly of: (userId: string) => Iterable<Listener>;
};

export const createRegistry = (perUser: number): Registry => {
  const byUser = new Map<string, Set<Listener>>();
  return {
    add: (userId, listener) => {
      const listeners = byUser.get(userId) ?? new Set();
      if (listeners.size >= perUser) return false;
      byUser.set(userId, listeners.add(listener));
      return true;
    },
    remove: (userId, listener) => {
      const listeners = byUser.get(userId);
      if (listeners?.delete(listener) === true && listeners.size === 0) byUser.delete(userId);
    },
    has: (userId) => byUser.has(userId),
    of: (userId) => byUser.get(userId) ?? [],
  };
};
