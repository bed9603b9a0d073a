import type { SocketHandlers } from '../../domain/ports/socket-gateway';

/** Whom one socket watches, each once, until it goes. */
export type WatchingUsers = {
  readonly add: (userIds: ReadonlyArray<string>) => void;
  readonly end: () => void;
  readonly has: (userId: string) => boolean;
  readonly size: () => number;
};

export const createWatchingUsers = (
  watch: SocketHandlers['watch'],
  tell: (event: 'user:online' | 'user:offline', userId: string) => void,
): WatchingUsers => {
  const ends = new Map<string, () => void>();
  return {
    has: (userId) => ends.has(userId),
    size: () => ends.size,
    add: (userIds) => {
      for (const userId of userIds)
        if (!ends.has(userId))
          ends.set(
            userId,
            watch(userId, (isOnline) => tell(isOnline ? 'user:online' : 'user:offline', userId)),
          );
    },
    end: () => {
      for (const end of ends.values()) end();
      ends.clear();
    },
  };
};
