import { contentPartOf } from '../../domain/notification/content-part';
import { isVisible } from '../../domain/policies/visibility';
import type { Clock } from '../../domain/ports/clock';
import type { Opened } from '../../domain/ports/vault';
import type { Position } from '../../domain/shared/stored-event';
import { readNotification } from '../commands/read-notification';
import { openContents, type Sources } from '../vault/open-contents';
import { insist } from './insist';
import type { Request } from './notification-frame';
import type { Passing } from './passing';

/** A request that becomes visible, by itself or, where it was scheduled, by the event at `position`. */
export type Shown = {
  readonly request: Request;
  readonly isScheduled: boolean;
  readonly position: Position;
  readonly personal: Opened;
};

type Deps = Sources & { readonly clock: Clock };

const isRequest = (recorded: Passing): recorded is Passing & Request => recorded.event.type === 'NotificationRequested';

/** The requests that these events make visible, by the events' positions, opened by one call. */
export const createRequestsShown = ({ clock, ...sources }: Deps) => {
  const open = openContents(sources);
  const requestOf = async (recorded: Passing, signal: AbortSignal): Promise<Request | undefined> => {
    if (isRequest(recorded)) {
      const { channels } = recorded.event.data;
      return channels.includes('websocket') && isVisible(recorded.event.data, recorded.at) ? recorded : undefined;
    }
    const { event } = recorded;
    if (event.type !== 'DeliveryAttemptSucceeded' || event.data.provider !== 'inbox') return undefined;
    const [request] = (await insist(readNotification(sources.journal, event.data.notificationId), clock, signal)) ?? [];
    return request?.event.type === 'NotificationRequested' ? (request as Request) : undefined;
  };

  return async (events: ReadonlyArray<Passing>, signal: AbortSignal): Promise<ReadonlyMap<Position, Shown>> => {
    const found: Array<Omit<Shown, 'personal'>> = [];
    for (const recorded of events) {
      const request = await requestOf(recorded, signal);
      if (request !== undefined)
        found.push({ request, isScheduled: request.position !== recorded.position, position: recorded.position });
    }
    if (found.length === 0) return new Map();
    const opened = (await insist(open(found.map(({ request }) => contentPartOf(request))), clock, signal)) ?? [];
    const shown = found.flatMap((one, i) => (opened[i] === undefined ? [] : [{ ...one, personal: opened[i] }]));
    return new Map(shown.map((one) => [one.position, one]));
  };
};
