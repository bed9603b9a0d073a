import { type DeliveryEvent, deliveryEvents } from '../domain/delivery/events';
import type { DomainEvent, EventType } from '../domain/events';
import { notificationEvents } from '../domain/notification/events';

/** The stored names in a set of codecs. */
export const typesOf = <C extends object>(codecs: C): ReadonlyArray<keyof C> =>
  Object.keys(codecs) as unknown as Array<keyof C>;

export const notificationEventTypes: ReadonlyArray<EventType> = typesOf(notificationEvents);
export const deliveryEventTypes: ReadonlyArray<EventType> = typesOf(deliveryEvents);

export const isDeliveryEvent = (event: DomainEvent): event is DeliveryEvent =>
  Object.hasOwn(deliveryEvents, event.type);
