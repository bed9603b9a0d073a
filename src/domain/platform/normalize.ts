import * as E from 'fp-ts/Either';
import type { MessageFault } from '../inbound/events';
import { fault, faultsIn } from './faults';
import { Id, When } from './fields';
import type { Envelope, PlatformMessage } from './message';
import { type Body, isBody, parseBody } from './parse-body';
import type { PlatformEvent } from './platform-event';
import { routedEvent } from './routed-event';
import { keysOf, saysAny, shape } from './shape';

type Normalized = E.Either<ReadonlyArray<MessageFault>, PlatformMessage>;

const EnvelopeFields = shape({}, { eventId: Id, version: Id, timestamp: When, source: Id, correlationId: Id });

/** A message in its two parts. `place`: where in the body the event's fields stand. */
type Parts = { readonly envelope: Body; readonly fields: Body; readonly place: string };

const declares = ({ fields }: PlatformEvent, name: string): boolean =>
  Object.hasOwn(fields.required, name) || Object.hasOwn(fields.optional, name);

/** In a flat body a name that both parts have, such as `version`, is the event's own field. */
const flatParts = (event: PlatformEvent, body: Body): Parts => {
  const envelope = Object.fromEntries(Object.entries(body).filter(([key]) => !declares(event, key)));
  return { envelope, fields: body, place: '' };
};

const partsOf = (event: PlatformEvent, body: Body): E.Either<ReadonlyArray<MessageFault>, Parts> => {
  const payload = Object.hasOwn(body, 'payload') ? body['payload'] : null;
  if (payload === null) return E.right(flatParts(event, body));
  return isBody(payload)
    ? E.right({ envelope: body, fields: payload, place: '/payload' })
    : E.left([fault('/payload', 'a JSON object')]);
};

/** An event whose own time is called `timestamp` may have it in its envelope alone. */
const withItsTime = (event: PlatformEvent, fields: Body, { timestamp }: Envelope): Body =>
  timestamp === undefined || !declares(event, 'timestamp') || saysAny(fields, keysOf('timestamp', event.aliases))
    ? fields
    : { ...fields, timestamp };

const decodeParts = (event: PlatformEvent, { envelope, fields, place }: Parts): Normalized => {
  const said = EnvelopeFields.decode(envelope);
  const understood = event.understand(E.isRight(said) ? withItsTime(event, fields, said.right) : fields);
  if (E.isRight(said) && E.isRight(understood)) return E.right({ event, envelope: said.right, ...understood.right });
  return E.left([
    ...(E.isLeft(said) ? faultsIn('')(said.left) : []),
    ...(E.isLeft(understood) ? faultsIn(place)(understood.left) : []),
  ]);
};

/**
 * The anti-corruption layer: a message's bytes, nested or flat, in camelCase or snake_case, under present or older names,
 * with or without an envelope, as the ledger's own shape; or all that is wrong with it. `routedAs`: the event type that
 * its queue is for.
 */
export const normalize = (routedAs: string, bytes: Uint8Array): Normalized => {
  const body = parseBody(bytes);
  if (E.isLeft(body)) return body;
  const event = routedEvent(routedAs, body.right);
  if (E.isLeft(event)) return event;
  const parts = partsOf(event.right, body.right);
  return E.isLeft(parts) ? parts : decodeParts(event.right, parts.right);
};
