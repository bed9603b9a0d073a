/** The vocabulary of the domain as codecs; each type is derived from its codec of the same name. */
import * as t from 'io-ts';

const text = (max: number, name: string): t.Type<string> =>
  t.refinement(t.string, (value) => value.length > 0 && value.length <= max && !/[\p{Cc}\p{Cs}]/u.test(value), name);

const branded = <B extends { readonly [K in N]: symbol }, N extends string>(name: N, codec: t.Type<string>) =>
  t.brand(codec, (value): value is t.Branded<string, B> => codec.is(value), name);

type UserIdBrand = { readonly UserId: unique symbol };
/** Opaque, at most 200 characters, no control characters; no half of a surrogate pair, which two stores would write as one and the same. */
export const UserId = branded<UserIdBrand, 'UserId'>('UserId', text(200, 'UserId'));
export type UserId = t.TypeOf<typeof UserId>;

type NotificationIdBrand = { readonly NotificationId: unique symbol };
/** Opaque to callers: a UUID, or `<batch>.<index>.<offset>` for a member of a batch. */
export const NotificationId = branded<NotificationIdBrand, 'NotificationId'>(
  'NotificationId',
  text(200, 'NotificationId'),
);
export type NotificationId = t.TypeOf<typeof NotificationId>;

type DeliveryIdBrand = { readonly DeliveryId: unique symbol };
/** `<notification id>.<channel>`. */
export const DeliveryId = branded<DeliveryIdBrand, 'DeliveryId'>('DeliveryId', text(220, 'DeliveryId'));
export type DeliveryId = t.TypeOf<typeof DeliveryId>;

/** A template's code, or a notification's type: `user.registered`. */
export const Code = text(200, 'Code');

type InstantBrand = { readonly Instant: unique symbol };
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const isInstant = (value: string): boolean => instantPattern.test(value) && !Number.isNaN(Date.parse(value));
/** ISO 8601 in UTC with milliseconds, so that the order of texts is the order of times. */
export const Instant = t.brand(t.string, (v): v is t.Branded<string, InstantBrand> => isInstant(v), 'Instant');
export type Instant = t.TypeOf<typeof Instant>;

export const Channel = t.keyof({ websocket: null, email: null, sms: null, push: null }, 'Channel');
export type Channel = t.TypeOf<typeof Channel>;
export const channels: ReadonlyArray<Channel> = ['websocket', 'email', 'sms', 'push'];

/** P0 urgent, P1 high, P2 medium, P3 low. */
export const Priority = t.keyof({ P0: null, P1: null, P2: null, P3: null }, 'Priority');
export type Priority = t.TypeOf<typeof Priority>;
export const priorities: ReadonlyArray<Priority> = ['P0', 'P1', 'P2', 'P3'];

type LocaleBrand = { readonly Locale: unique symbol };
const localePattern = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
/** A BCP 47 tag such as `zh-CN`. */
export const Locale = t.brand(t.string, (v): v is t.Branded<string, LocaleBrand> => localePattern.test(v), 'Locale');
export type Locale = t.TypeOf<typeof Locale>;

/** A count or a number in a sequence: a whole number from 0 on. */
export const Whole = t.refinement(t.number, (value) => Number.isSafeInteger(value) && value >= 0, 'Whole');

/** A template is named by code and locale, and pinned by its version. */
export const TemplateRef = t.strict({ code: Code, locale: Locale, version: Whole }, 'TemplateRef');
export type TemplateRef = t.TypeOf<typeof TemplateRef>;

/**
 * A personal or secret part, sealed with AES-256-GCM by the key `kid` of the key ring. `iv` and `ct` (cipher text and tag)
 * are base64url. Bound to the stream, type and id of its event, so that it opens nowhere else.
 */
export const Sealed = t.strict({ v: t.literal(1), kid: t.string, iv: t.string, ct: t.string }, 'Sealed');
export type Sealed = t.TypeOf<typeof Sealed>;

/** A sealed part together with the event that it is bound to: what rows and queue messages carry. */
export const SealedPart = t.strict(
  { stream: t.string, type: t.string, eventId: t.string, sealed: Sealed },
  'SealedPart',
);
export type SealedPart = t.TypeOf<typeof SealedPart>;

export const nullable = <C extends t.Mixed>(codec: C): t.UnionC<[t.NullC, C]> => t.union([t.null, codec]);

/** An instant as callers write it (any ISO 8601 with an offset) as the ledger stores it; undefined where it is none. */
export const toInstant = (value: string): Instant | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(value)) return undefined;
  const millis = Date.parse(value);
  if (Number.isNaN(millis)) return undefined;
  const text = new Date(millis).toISOString();
  return Instant.is(text) ? text : undefined;
};
