import type { UserId } from '../shared/codecs';
import { deriveId } from '../shared/derive-id';
import { canonicalJson, type Json, type JsonObject } from '../shared/json';
import { sha256Hex } from '../shared/sha256-hex';
import type { PlatformMessage } from './message';

/** An id as it stands where it can be part of a stream's name, else the name of it. */
const nameable = (namespace: string, id: string): string =>
  /^[\x21-\x7e]{1,200}$/.test(id) ? id : `~${deriveId(namespace, 'opaque', id)}`;

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : canonicalJson(value ?? null));

const pick = (payload: JsonObject, names: ReadonlyArray<string>): JsonObject =>
  Object.fromEntries(names.map((name) => [name, payload[name] ?? null]));

/**
 * What makes two messages the same, by the platform's contract: what its type names as its natural key, else its event id,
 * else the broker's message id, else what it says. A hash of what it says could be guessed from what is known of a
 * person, so it is hidden under the ledger's secret namespace.
 */
export const identityOf = (namespace: string, message: PlatformMessage, messageId: string | null): string => {
  const { event, envelope, payload } = message;
  const named = (kind: string, id: string) => `${event.eventType}:${kind}:${nameable(namespace, id)}`;
  if (event.naturalKey !== undefined) return named('key', textOf(payload[event.naturalKey.by]));
  if (envelope.eventId !== undefined) return named('event', envelope.eventId);
  if (messageId !== null && messageId !== '') return named('message', messageId);
  return named('payload', deriveId(namespace, 'payload', sha256Hex(canonicalJson(payload))));
};

/** What identifies a message that can't be understood: the broker's id of it, else its bytes. */
export const identityOfUndecodable = (
  namespace: string,
  routedAs: string,
  { messageId, body }: { readonly messageId: string | null; readonly body: Uint8Array },
): string =>
  messageId !== null && messageId !== ''
    ? `${routedAs}:message:${nameable(namespace, messageId)}`
    : `${routedAs}:body:${deriveId(namespace, 'body', sha256Hex(body))}`;

/**
 * What messages of one identity must agree on, as one text: all that they say, or, where several publishers tell the
 * same in their own words, what those words are about. It holds personal data: store an HMAC of it.
 */
export const fingerprintText = ({ event, payload }: PlatformMessage): string => {
  const { naturalKey } = event;
  const agreed = naturalKey === undefined ? payload : pick(payload, [naturalKey.by, ...naturalKey.agreeing]);
  return canonicalJson({ eventType: event.eventType, payload: agreed });
};

/**
 * The id of the notification that a message causes. That of the user it names does not depend on who that is, so that one
 * identity with two users is found out; each of several recipients has an id of their own.
 */
export const notificationIdFor = (namespace: string, identity: string, oneOfMany?: UserId): string =>
  deriveId(namespace, 'notification', 'platform', identity, ...(oneOfMany === undefined ? [] : [oneOfMany]));

/** The id of the batch through which a message goes to everyone. */
export const batchIdFor = (namespace: string, identity: string): string =>
  deriveId(namespace, 'batch', 'platform', identity);
