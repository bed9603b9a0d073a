import * as t from 'io-ts';
import { Contacts } from '../recipient/contacts';

const shown = { title: t.string, body: t.string, data: t.record(t.string, t.unknown) };

/**
 * What `personal` of a request holds: what the recipient is shown, and the variables it was rendered from, secrets
 * excepted; and the addresses that its cause itself names, which go before those of the directory.
 */
export const NotificationContent = t.exact(
  t.intersection([t.type(shown), t.partial({ contacts: Contacts })]),
  'NotificationContent',
);
export type NotificationContent = t.TypeOf<typeof NotificationContent>;
