import type { Contacts } from '../../domain/recipient/contacts';
import { contactsAfter, type CurrentContacts, unknownContacts } from '../../domain/recipient/current-contacts';
import { type ContactField, recipientEvents, type RecipientEvent } from '../../domain/recipient/events';
import { canonicalJson, type Json } from '../../domain/shared/json';
import type { ContactsChange } from '../commands';
import { ofAggregate } from './execute';
import type { SealedContacts } from './open-contacts';
import type { History } from './read-history';

/** What of a change is not so already. `roles` undefined: they stay. */
export type Plan = {
  readonly set: Contacts;
  readonly cleared: ReadonlyArray<ContactField>;
  readonly roles: ContactsChange['roles'];
};

export const currentContacts = (history: History): CurrentContacts =>
  ofAggregate<RecipientEvent>(recipientEvents, history).reduce(contactsAfter, unknownContacts);

/** The present contacts as they are sealed: each part once. */
export const sealedContacts = ({ fields }: CurrentContacts): SealedContacts => {
  const holders = Object.entries(fields).map(([field, { part }]) => ({ field: field as ContactField, part }));
  const parts = new Map(holders.flatMap(({ part }) => (part === null ? [] : [[part.eventId, part] as const])));
  return {
    fields: holders.map(({ field, part }) => ({ field, eventId: part?.eventId ?? null })),
    parts: [...parts.values()],
  };
};

const isSame = (one: unknown, other: unknown): boolean =>
  one !== undefined && other !== undefined && canonicalJson(one as Json) === canonicalJson(other as Json);

/** A change that repeats what holds writes nothing: PUT is idempotent. */
export const planContacts = (change: ContactsChange, current: CurrentContacts, known: Contacts): Plan => {
  const news = Object.entries(change.set).filter(([field, value]) => !isSame(known[field as ContactField], value));
  return {
    set: Object.fromEntries(news),
    cleared: change.cleared.filter((field) => (current.fields[field]?.part ?? null) !== null),
    roles: isSame(current.roles, change.roles) ? undefined : change.roles,
  };
};
