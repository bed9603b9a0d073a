import type { Instant, SealedPart } from '../shared/codecs';
import type { Recorded } from '../shared/recorded';
import type { ContactField, RecipientEvent, Role } from './events';

/** `part`: the sealed part that holds the field; null: it was cleared. */
export type FieldHolder = { readonly changedAt: Instant; readonly part: SealedPart | null };

export type CurrentContacts = {
  readonly fields: Readonly<Partial<Record<ContactField, FieldHolder>>>;
  readonly roles: ReadonlyArray<Role>;
  readonly rolesChangedAt: Instant | undefined;
  readonly erased: boolean;
};

export const unknownContacts: CurrentContacts = { fields: {}, roles: [], rolesChangedAt: undefined, erased: false };

/** Of two changes the later event time holds; of two at one time, the one recorded later. */
const isNewer = (changedAt: Instant, known: Instant | undefined): boolean => known === undefined || changedAt >= known;

type ContactsChanged = Extract<RecipientEvent, { readonly type: 'ContactsChanged' }>;

const fieldsAfter = (
  fields: CurrentContacts['fields'],
  { event, stream, id }: Recorded<ContactsChanged>,
): CurrentContacts['fields'] => {
  const { changedAt, set, cleared, personal } = event.data;
  const part = personal === null ? null : { stream, type: event.type, eventId: id, sealed: personal };
  const said: ReadonlyArray<readonly [ContactField, FieldHolder]> = [
    ...cleared.map((field) => [field, { changedAt, part: null }] as const),
    ...set.map((field) => [field, { changedAt, part }] as const),
  ];
  return { ...fields, ...Object.fromEntries(said.filter(([field]) => isNewer(changedAt, fields[field]?.changedAt))) };
};

/** What holds after one more event of the recipient's stream: for each field, which sealed part has its value. */
export const contactsAfter = (known: CurrentContacts, recorded: Recorded<RecipientEvent>): CurrentContacts => {
  const { event } = recorded;
  switch (event.type) {
    case 'ContactsChanged':
      return { ...known, fields: fieldsAfter(known.fields, { ...recorded, event }) };
    case 'RolesChanged': {
      const { roles, changedAt } = event.data;
      return isNewer(changedAt, known.rolesChangedAt) ? { ...known, roles, rolesChangedAt: changedAt } : known;
    }
    case 'RecipientErased':
      return { ...unknownContacts, erased: true };
  }
};
