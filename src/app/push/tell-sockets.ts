import { setImmediate as breath } from 'node:timers/promises';
import type { Sockets } from '../../domain/ports/socket-gateway';
import type { Position } from '../../domain/shared/stored-event';
import type { AnnounceUnread } from './announce-unread';
import { notificationFrame } from './notification-frame';
import type { Passing } from './passing';
import type { Readers } from './readers';
import type { PushRecorder } from './record-push';
import type { Shown } from './requests-shown';

/** After so many frames sockets get the chance to drain: a burst is no sign of a slow one. */
const BURST = 32;

type Deps = {
  readonly sockets: Sockets;
  readonly readers: Readers;
  readonly recorder: PushRecorder;
  readonly announceUnread: AnnounceUnread;
  readonly requestsShown: (
    events: ReadonlyArray<Passing>,
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<Position, Shown>>;
};

/** Tells sockets of events, in order; what one took is recorded. */
export const createTellSockets = (
  deps: Deps,
): ((events: ReadonlyArray<Passing>, signal: AbortSignal) => Promise<void>) => {
  const { sockets, readers, recorder, announceUnread, requestsShown } = deps;

  const show = ({ request, isScheduled, position, personal }: Shown): void => {
    const frame = notificationFrame(request, position, personal);
    if (frame === undefined) return;
    if (sockets.send(request.event.data.userId, frame) > 0) recorder.record({ request, isScheduled });
  };
  const tell = ({ event, at, position }: Passing, shown: Shown | undefined): void => {
    if (shown !== undefined) show(shown);
    const { userId, notificationId } = event.data;
    if (event.type === 'NotificationArchived') announceUnread(userId, { position, except: undefined });
    if (event.type !== 'NotificationRead') return;
    const except = readers.forget(notificationId);
    const data = { notificationId, timestamp: at };
    sockets.send(userId, { event: 'notification:read', data, position }, except);
    announceUnread(userId, { position, except });
  };

  return async (events, signal) => {
    const shown = await requestsShown(events, signal);
    for (const [i, recorded] of events.entries()) {
      tell(recorded, shown.get(recorded.position));
      if (i % BURST === BURST - 1) await breath();
      await recorder.room();
    }
  };
};
