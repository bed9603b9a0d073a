import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { Opened, Vault } from '../../domain/ports/vault';
import { Contacts } from '../../domain/recipient/contacts';
import type { ContactField } from '../../domain/recipient/events';
import type { SealedPart } from '../../domain/shared/codecs';

/** Which of the parts holds which field; a field without a part has no value. */
export type SealedContacts = {
  readonly fields: ReadonlyArray<{ readonly field: ContactField; readonly eventId: string | null }>;
  readonly parts: ReadonlyArray<SealedPart>;
};

const contactsIn = (opened: Opened | undefined): Contacts => {
  const decoded = Contacts.decode(opened?.status === 'open' ? opened.value : {});
  return E.isRight(decoded) ? decoded.right : {};
};

const valuesOf = ({ fields, parts }: SealedContacts, opened: ReadonlyArray<Opened>): Contacts => {
  const byEvent = new Map(parts.map(({ eventId }, index) => [eventId, contactsIn(opened[index])]));
  const known = fields.map(({ field, eventId }) => [field, byEvent.get(eventId ?? '')?.[field]]);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as Contacts;
};

/** What is known of each, in their order; one call to the key ring for all. */
export const openAllContacts = (
  vault: Vault,
  sealed: ReadonlyArray<SealedContacts>,
): TE.TaskEither<KeyRingUnavailable, ReadonlyArray<Contacts>> => {
  const all = sealed.flatMap(({ parts }) => parts);
  if (all.length === 0) return TE.right(sealed.map(() => ({})));
  return pipe(
    vault.open(all),
    TE.map((opened) => {
      let from = 0;
      return sealed.map((contacts) => {
        from += contacts.parts.length;
        return valuesOf(contacts, opened.slice(from - contacts.parts.length, from));
      });
    }),
  );
};

/** What is known of a person, each field from the part that holds its newest value; of one who was erased, nothing. */
export const openContacts = (
  vault: Vault,
  sealed: SealedContacts | undefined,
): TE.TaskEither<KeyRingUnavailable, Contacts> => {
  if (sealed === undefined) return TE.right({});
  return pipe(
    openAllContacts(vault, [sealed]),
    TE.map(([contacts = {}]) => contacts),
  );
};
