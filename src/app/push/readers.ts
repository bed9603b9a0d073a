import type { SocketId } from '../../domain/ports/socket-gateway';
import type { NotificationId } from '../../domain/shared/codecs';

/** Which socket asked for a reading, for as long as the reading's event is to come: that socket is told by its reply. */
export type Readers = {
  readonly asks: (id: NotificationId, socket: SocketId) => void;
  /** The socket that asked, forgotten from now on; undefined where none did. */
  readonly forget: (id: NotificationId) => SocketId | undefined;
};

export const createReaders = (): Readers => {
  const asking = new Map<NotificationId, SocketId>();
  return {
    asks: (id, socket) => void asking.set(id, socket),
    forget: (id) => {
      const socket = asking.get(id);
      asking.delete(id);
      return socket;
    },
  };
};
