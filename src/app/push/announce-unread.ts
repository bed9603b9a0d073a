import * as E from 'fp-ts/Either';
import type { Logger } from '../../domain/ports/logger';
import type { SocketId, Sockets } from '../../domain/ports/socket-gateway';
import type { UserId } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';
import type { CountUnread } from './count-unread';

type Change = { readonly position: Position; readonly except: SocketId | undefined };

/** Tells a user's sockets how many are unread after a change; a socket that made the change itself knows. */
export type AnnounceUnread = (userId: UserId, change: Change) => void;

type Deps = { readonly countUnread: CountUnread; readonly sockets: Pick<Sockets, 'send'>; readonly logger: Logger };

/**
 * One count at a time: changes of one user that come meanwhile are told by one count. A count that could not be had is
 * left out; the next change is told with the right one.
 */
export const createAnnounceUnread = ({ countUnread, sockets, logger }: Deps): AnnounceUnread => {
  const changed = new Map<UserId, Change>();
  let isRunning = false;

  const tell = async (userId: UserId, { position, except }: Change): Promise<void> => {
    const counted = await countUnread(userId, position)();
    if (E.isLeft(counted)) {
      logger.warn('unread notifications could not be counted');
      return;
    }
    const { unread: count, position: at } = counted.right;
    sockets.send(userId, { event: 'unread', data: { count }, position: at }, except);
  };
  const run = async (): Promise<void> => {
    isRunning = true;
    for (const [userId, change] of changed) {
      changed.delete(userId);
      await tell(userId, change);
    }
    isRunning = false;
  };
  return (userId, { position, except }) => {
    const before = changed.get(userId);
    changed.set(userId, { position, except: before === undefined || before.except === except ? except : undefined });
    if (!isRunning) void run();
  };
};
