import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type * as t from 'io-ts';
import type { Bypass } from '../notification/events';
import type { Contacts } from '../recipient/contacts';
import { type Channel, Instant, type Priority, UserId } from '../shared/codecs';
import type { JsonObject } from '../shared/json';
import { always, type Condition } from './condition';
import type { Localized } from './localized';
import { type Aliases, shape, type Shaped } from './shape';

/** Who is told: the user it names; without one nobody, or the operators; or everyone in the directory. */
export type Audience = 'user' | 'user-or-nobody' | 'user-or-operators' | 'everyone';

/** Which template tells it, and how, unless the request or the recipient says otherwise. */
export type Notice = {
  readonly template: string;
  readonly channels: ReadonlyArray<Channel>;
  readonly priority: Priority;
  readonly bypasses: ReadonlyArray<Bypass>;
};

/** The contact fields that an event can carry, by the names that its own fields have. */
export type ContactSources = Readonly<Partial<Record<'email' | 'phone' | 'locale' | 'timezone' | 'username', string>>>;

export type NaturalKey<Name extends string> = { readonly by: Name; readonly agreeing: ReadonlyArray<Name> };

/** Everything the ledger knows of one event type: the entry that adds it. */
export type Definition<R extends t.Props, O extends t.Props> = {
  readonly eventType: string;
  readonly required: R;
  readonly optional: O;
  readonly aliases?: Aliases;
  /** The field that identifies what happened, whoever says it and however often; and what they all must agree on. */
  readonly naturalKey?: NaturalKey<keyof R & string>;
  readonly audience: Audience;
  /** Null: recorded only. */
  readonly notice: Notice | null;
  readonly condition?: (payload: Shaped<R, O>) => Condition;
  readonly contacts?: ContactSources;
  /** The field that says since when its contacts hold, where they go to the directory. */
  readonly contactsSince?: keyof R & string;
  /** Variables beside its fields, in the reader's language. */
  readonly wording?: (payload: Shaped<R, O>) => Readonly<Record<string, Localized | undefined>>;
  /** Where the reader can act on it: variables that hold a path on the platform's site. */
  readonly links?: (payload: Shaped<R, O>) => Readonly<Record<string, string>>;
};

/** What an event's payload says, under the ledger's names. */
export type Reading = {
  readonly userId: UserId | undefined;
  readonly condition: Condition;
  readonly contacts: Contacts;
  readonly contactsSince: Instant | undefined;
  readonly wording: Readonly<Record<string, Localized>>;
  readonly links: Readonly<Record<string, string>>;
};

export type Understood = { readonly payload: JsonObject; readonly reading: Reading };

/** An event type as the rest of the ledger sees it: `understand` decodes the fields of a message, nested or flat. */
export type PlatformEvent = {
  readonly eventType: string;
  readonly fields: { readonly required: t.Props; readonly optional: t.Props };
  readonly aliases: Aliases;
  readonly naturalKey: NaturalKey<string> | undefined;
  readonly audience: Audience;
  readonly notice: Notice | null;
  readonly understand: (fields: unknown) => E.Either<t.Errors, Understood>;
};

const contactsOf = (payload: JsonObject, sources: ContactSources): Contacts =>
  Object.fromEntries(
    Object.entries(sources).flatMap(([field, name]) => {
      const value = payload[name];
      return typeof value === 'string' ? [[field, value]] : [];
    }),
  );

const present = <A>(values: Readonly<Record<string, A | undefined>>): Readonly<Record<string, A>> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const read = <R extends t.Props, O extends t.Props>(definition: Definition<R, O>, said: Shaped<R, O>): Understood => {
  const {
    condition = () => always,
    contacts = {},
    contactsSince = '',
    wording = () => ({}),
    links = () => ({}),
  } = definition;
  const payload = said as JsonObject;
  const { userId = null, [contactsSince]: since = null } = payload;
  return {
    payload,
    reading: {
      userId: UserId.is(userId) ? userId : undefined,
      condition: condition(said),
      contacts: contactsOf(payload, contacts),
      contactsSince: Instant.is(since) ? since : undefined,
      wording: present(wording(said)),
      links: links(said),
    },
  };
};

export const platformEvent = <R extends t.Props, O extends t.Props>(definition: Definition<R, O>): PlatformEvent => {
  const { eventType, required, optional, aliases = {}, naturalKey, audience, notice } = definition;
  const codec = shape(required, optional, aliases);
  const understand = (fields: unknown): E.Either<t.Errors, Understood> =>
    pipe(
      codec.decode(fields),
      E.map((said) => read(definition, said)),
    );
  return { eventType, fields: { required, optional }, aliases, naturalKey, audience, notice, understand };
};
