import * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { DomainEvent } from '../../domain/events';
import type { Logger } from '../../domain/ports/logger';
import type { Sockets } from '../../domain/ports/socket-gateway';
import type { Recorded } from '../../domain/shared/recorded';
import type { StoredEvent } from '../../domain/shared/stored-event';

/** What a socket may have to be told of. */
export const pushedTypes = [
  'NotificationRequested',
  'NotificationRead',
  'NotificationArchived',
  'DeliveryAttemptSucceeded',
] as const;

export type Passing = Recorded<Extract<DomainEvent, { readonly type: (typeof pushedTypes)[number] }>>;

const isPassing = (recorded: Recorded<DomainEvent>): recorded is Passing =>
  pushedTypes.some((type) => type === recorded.event.type);

/** Events for users who have a socket here. The others are not even decoded, since they are nearly all. */
export const passing =
  (sockets: Sockets, logger: Logger) =>
  (stored: StoredEvent): ReadonlyArray<Passing> => {
    const { userId } = stored.data as { readonly userId?: unknown };
    if (typeof userId !== 'string' || !sockets.isConnected(userId)) return [];
    const recorded = decodeRecorded(stored);
    if (E.isRight(recorded)) return isPassing(recorded.right) ? [recorded.right] : [];
    logger.error('an event could not be read, and was not pushed', {
      type: stored.type,
      position: String(stored.position),
    });
    return [];
  };
