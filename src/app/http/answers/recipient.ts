import * as t from 'io-ts';
import { Contacts } from '../../../domain/recipient/contacts';
import { Role } from '../../../domain/recipient/events';
import type { RecipientView } from '../../queries';
import { closedObject } from '../codecs/closed-object';
import { UserId } from '../codecs/identifiers';

/** What the directory knows; an erased person's contacts are empty. */
export const Recipient: t.Type<RecipientView, unknown> = closedObject(
  'Recipient',
  { userId: UserId, contacts: Contacts, roles: t.readonlyArray(Role), erased: t.boolean },
  {},
);
