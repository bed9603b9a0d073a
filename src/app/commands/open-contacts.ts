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

/** What is known of a person, each field from the part that holds its newest value; of one who was erased, nothing. */
export const openContacts = (
  vault: Vault,
  sealed: SealedContacts | undefined,
): TE.TaskEither<KeyRingUnavailable, Contacts> => {
  if (sealed === undefined || sealed.parts.length === 0) return TE.right({});
  return pipe(
    vault.open(sealed.parts),
    TE.map((opened) => {
      const byEvent = new Map(sealed.parts.map(({ eventId }, index) => [eventId, contactsIn(opened[index])]));
      const known = sealed.fields.map(({ field, eventId }) => [field, byEvent.get(eventId ?? '')?.[field]]);
      return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as Contacts;
    }),
  );
};
