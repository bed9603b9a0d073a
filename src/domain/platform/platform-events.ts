import { appEvents } from './app';
import { billingEvents } from './billing';
import { deviceEvents } from './device';
import { mediaEvents } from './media';
import type { PlatformEvent } from './platform-event';
import { schedulerEvents } from './scheduler';
import { systemEvents } from './system';
import { userEvents } from './user';

/** Every event type that the platform sends, in the order of its contract. */
export const platformEvents: ReadonlyArray<PlatformEvent> = [
  ...userEvents,
  ...deviceEvents,
  ...appEvents,
  ...billingEvents,
  ...schedulerEvents,
  ...mediaEvents,
  ...systemEvents,
];

const byType: ReadonlyMap<string, PlatformEvent> = new Map(platformEvents.map((event) => [event.eventType, event]));

export const platformEventOf = (eventType: string): PlatformEvent | undefined => byType.get(eventType);
