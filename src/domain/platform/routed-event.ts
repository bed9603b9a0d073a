import * as E from 'fp-ts/Either';
import type { MessageFault } from '../inbound/events';
import { fault, faultsIn } from './faults';
import { Text } from './fields';
import type { Body } from './parse-body';
import type { PlatformEvent } from './platform-event';
import { platformEventOf } from './platform-events';
import { keysOf, shape } from './shape';

const aliases = { eventType: ['type'] };
const EventType = shape({}, { eventType: Text }, aliases);
const typeKeys = keysOf('eventType', aliases);

/**
 * The event type that a body names; where it names none, the one that the message was routed as. Both must agree, and it
 * must be one of the platform's.
 */
export const routedEvent = (routedAs: string, body: Body): E.Either<ReadonlyArray<MessageFault>, PlatformEvent> => {
  const named = EventType.decode(body);
  if (E.isLeft(named)) return E.left(faultsIn('')(named.left));
  const { eventType = routedAs } = named.right;
  const place = `/${typeKeys.find((key) => Object.hasOwn(body, key)) ?? 'eventType'}`;
  if (eventType !== routedAs) return E.left([fault(place, 'the event type that it was routed as')]);
  const event = platformEventOf(eventType);
  return event === undefined ? E.left([fault(place, 'an event type of the platform')]) : E.right(event);
};
