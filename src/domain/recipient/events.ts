/** What the directory knows of a person, in `recipient-<user id>`. A field is set by the latest event time, not by arrival. */
import * as t from 'io-ts';
import { Instant, nullable, Sealed, UserId } from '../shared/codecs';
import { eventCodec } from '../shared/event-codec';

const id = { userId: UserId };
/** What made the change (a message's identity, a call's key): the same cause changes nothing twice. */
const caused = { ...id, cause: t.string };

/** The names of the contact fields; what they hold is personal. */
export const ContactField = t.keyof(
  { email: null, phone: null, locale: null, timezone: null, pushSubscriptions: null, username: null },
  'ContactField',
);
export type ContactField = t.TypeOf<typeof ContactField>;

const contacts = {
  ...caused,
  /** When it became so, by the source that says it; decides between two changes of one field. */
  changedAt: Instant,
  /** The fields that `personal` (`Contacts`) gives a value, and those that have none from now on. */
  set: t.readonlyArray(ContactField),
  cleared: t.readonlyArray(ContactField),
  personal: nullable(Sealed),
};

/** An operator is a recipient with role operator or admin. */
export const Role = t.keyof(
  { super_admin: null, admin: null, auditor: null, operator: null, 'template-manager': null, user: null },
  'Role',
);
export type Role = t.TypeOf<typeof Role>;

export const recipientEvents = {
  ContactsChanged: eventCodec('ContactsChanged', contacts),
  RolesChanged: eventCodec('RolesChanged', { ...caused, changedAt: Instant, roles: t.readonlyArray(Role) }),
  RecipientErased: eventCodec('RecipientErased', id),
} as const;

export type RecipientEvent = t.TypeOf<(typeof recipientEvents)[keyof typeof recipientEvents]>;
