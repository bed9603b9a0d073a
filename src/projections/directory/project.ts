import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { contactsAfter, type CurrentContacts, unknownContacts } from '../../domain/recipient/current-contacts';
import { ContactField, type RecipientEvent } from '../../domain/recipient/events';
import type { SealedPart } from '../../domain/shared/codecs';
import type { Recorded } from '../../domain/shared/recorded';
import type { Change, IndexEntry } from '../../domain/shared/view';
import { possibleRow } from '../decode-row';
import { ofUser } from '../partitions';
import type { Projection } from '../projection';
import { putRow } from '../put-row';
import { sortByTime } from '../sort';
import { directoryView, erasedIndex, everyoneIndex, operatorsIndex, recipientKeyOf, RecipientRow } from './row';

const contactFields = Object.keys(ContactField.keys) as ReadonlyArray<ContactField>;

/** A part that holds several fields is kept once. */
const toContacts = (row: RecipientRow): CurrentContacts => {
  const parts = new Map(row.parts.map((part) => [part.eventId, part]));
  const holders = row.fields.map(({ field, changedAt, eventId }) => [
    field,
    { changedAt, part: parts.get(eventId ?? '') ?? null },
  ]);
  return {
    fields: Object.fromEntries(holders) as CurrentContacts['fields'],
    roles: row.roles,
    rolesChangedAt: row.rolesChangedAt ?? undefined,
    erased: row.erasedAt !== null,
  };
};

const rowAfter = (row: RecipientRow | undefined, recorded: Recorded<RecipientEvent>): RecipientRow => {
  const { userId } = recorded.event.data;
  const { fields, roles, rolesChangedAt, erased } = contactsAfter(row ? toContacts(row) : unknownContacts, recorded);
  const held = contactFields.flatMap((field) => {
    const holder = fields[field];
    return holder === undefined ? [] : [{ field, ...holder }];
  });
  const parts = new Map(held.flatMap(({ part }): Array<[string, SealedPart]> => (part ? [[part.eventId, part]] : [])));
  return {
    userId,
    fields: held.map(({ field, changedAt, part }) => ({ field, changedAt, eventId: part?.eventId ?? null })),
    parts: [...parts.values()],
    roles,
    rolesChangedAt: rolesChangedAt ?? null,
    erasedAt: erased ? (row?.erasedAt ?? recorded.at) : null,
  };
};

const operatorRoles: RecipientRow['roles'] = ['operator', 'admin', 'super_admin'];

const listsOf = ({ userId, roles, erasedAt }: RecipientRow, { position }: Recorded<RecipientEvent>) => {
  const lists: Array<IndexEntry> = [];
  if (roles.some((role) => operatorRoles.includes(role))) lists.push({ index: operatorsIndex, sort: userId });
  if (erasedAt === null) lists.push({ index: everyoneIndex, sort: userId });
  else lists.push({ index: erasedIndex, sort: sortByTime(erasedAt, position) });
  return lists;
};

const put = (row: RecipientRow, recorded: Recorded<RecipientEvent>): ReadonlyArray<Change> => [
  putRow(recipientKeyOf(row.userId), row, listsOf(row, recorded)),
];

/** What is known of each person. An erasure leaves who was erased and when, and nothing else. */
export const directory: Projection = {
  ...directoryView,
  split: { ofEvent: ofUser, ofKey: ({ key }) => key, ofIndex: () => undefined },
  handles: ['ContactsChanged', 'RolesChanged', 'RecipientErased'],
  needs: ({ event }) => ('userId' in event.data ? [recipientKeyOf(event.data.userId)] : []),
  apply: (recorded, rows) => {
    const { event } = recorded;
    switch (event.type) {
      case 'ContactsChanged':
      case 'RolesChanged':
      case 'RecipientErased':
        return pipe(
          possibleRow(RecipientRow, rows, recipientKeyOf(event.data.userId)),
          E.map((row) => put(rowAfter(row, { ...recorded, event }), { ...recorded, event })),
        );
      default:
        return E.right([]);
    }
  },
};
