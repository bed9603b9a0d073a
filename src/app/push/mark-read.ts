import * as E from 'fp-ts/Either';
import type { SocketHandlers } from '../../domain/ports/socket-gateway';
import type { Position } from '../../domain/shared/stored-event';
import type { Commands } from '../commands';
import type { Readers } from './readers';

type Deps = {
  readonly commands: Pick<Commands, 'markRead'>;
  readonly readers: Readers;
  /** As far as sockets have been told of the journal. */
  readonly told: () => Position | undefined;
};

/** A reading that a socket asks for. Where its event has been told of, or none is to come, who asked is forgotten. */
export const markReadFromSocket =
  ({ commands, readers, told }: Deps): SocketHandlers['markRead'] =>
  (userId, id, socket) =>
  async () => {
    readers.asks(id, socket);
    const written = await commands.markRead(userId, id)();
    if (E.isLeft(written)) {
      readers.forget(id);
      return E.left({ _tag: written.left._tag === 'Unavailable' ? 'SocketUnavailable' : 'SocketNotFound' });
    }
    const { position, value } = written.right;
    if (position <= (told() ?? 0n)) readers.forget(id);
    return E.right(value.readAt);
  };
