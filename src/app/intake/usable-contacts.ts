import * as E from 'fp-ts/Either';
import type { Contacts } from '../../domain/recipient/contacts';
import { checkContacts } from '../commands/check-contacts';

/** A publisher's word is taken for each field by itself: what is no address is left out, and the rest still counts. */
export const usableContacts = (said: Contacts): Contacts => {
  const kept = Object.entries(said).flatMap(([field, value]) => {
    const checked = checkContacts({ [field]: value });
    return E.isRight(checked) ? Object.entries(checked.right) : [];
  });
  return Object.fromEntries(kept);
};
