import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { Opened, Vault } from '../../domain/ports/vault';
import { Contacts } from '../../domain/recipient/contacts';
import type { RecipientRow } from '../../projections/directory/row';

const contactsIn = (opened: Opened | undefined): Contacts => {
  const decoded = Contacts.decode(opened?.status === 'open' ? opened.value : {});
  return E.isRight(decoded) ? decoded.right : {};
};

/** What the directory holds of a person, each field from the part that holds its newest value; erased: nothing. */
export const openContacts = (
  vault: Vault,
  row: RecipientRow | undefined,
): TE.TaskEither<KeyRingUnavailable, Contacts> => {
  if (row === undefined || row.parts.length === 0) return TE.right({});
  return pipe(
    vault.open(row.parts),
    TE.map((opened) => {
      const byEvent = new Map(row.parts.map(({ eventId }, index) => [eventId, contactsIn(opened[index])]));
      const known = row.fields.map(({ field, eventId }) => [field, byEvent.get(eventId ?? '')?.[field]]);
      return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as Contacts;
    }),
  );
};
