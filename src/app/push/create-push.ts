import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import type { SocketHandlers, Sockets } from '../../domain/ports/socket-gateway';
import type { Vault } from '../../domain/ports/vault';
import type { Position } from '../../domain/shared/stored-event';
import type { Commands } from '../commands';
import type { Writer } from '../commands/create-writer';
import { createAnnounceUnread } from './announce-unread';
import type { CountUnread } from './count-unread';
import { followAndPush } from './follow-and-push';
import { markReadFromSocket } from './mark-read';
import { createReaders } from './readers';
import { createPushRecorder } from './record-push';
import { createRequestsShown } from './requests-shown';
import { createTellSockets } from './tell-sockets';

export type PushDeps = {
  readonly journal: Journal;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly commands: Pick<Commands, 'markRead'>;
  readonly countUnread: CountUnread;
  readonly writer: Writer;
  /** The process's incarnation: it owns the pushes that it records. */
  readonly by: string;
};

export type Push = {
  readonly handlers: Pick<SocketHandlers, 'greet' | 'markRead'>;
  /**
   * Pushes to the sockets what is stored from now on, until the signal aborts; resolves when what they took is recorded.
   * Until it has begun nobody is greeted. A push that a crash cuts off is no loss: the inbox has it.
   */
  readonly follow: (sockets: Sockets, signal: AbortSignal) => Promise<void>;
};

/** What sockets are told of the history, and what they may do to it. */
export const createPush = (deps: PushDeps): Push => {
  const { commands, countUnread, logger } = deps;
  const readers = createReaders();
  const recorder = createPushRecorder(deps);
  const requestsShown = createRequestsShown(deps);
  let lookedAt: Position | undefined;
  let told: Position | undefined;

  return {
    handlers: {
      greet: (userId) => async () =>
        lookedAt === undefined ? E.left({ _tag: 'SocketUnavailable' }) : countUnread(userId, lookedAt)(),
      markRead: markReadFromSocket({ commands, readers, told: () => told }),
    },
    follow: async (sockets, signal) => {
      const announceUnread = createAnnounceUnread({ countUnread, sockets, logger });
      const tellSockets = createTellSockets({ sockets, readers, recorder, announceUnread, requestsShown });
      const looked = (position: Position): void => {
        lookedAt = position;
      };
      const push = async (events: Parameters<typeof tellSockets>[0]): Promise<void> => {
        await tellSockets(events, signal);
        told = lookedAt;
      };
      await followAndPush({ ...deps, sockets, push, looked }, signal);
      await recorder.recorded();
    },
  };
};
