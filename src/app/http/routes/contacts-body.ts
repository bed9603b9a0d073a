import * as t from 'io-ts';
import { Role } from '../../../domain/recipient/events';
import { nullable } from '../../../domain/shared/codecs';
import type { ContactsChange } from '../../commands';
import { closedObject } from '../codecs/closed-object';
import { listOf } from '../codecs/list-of';
import { line } from '../codecs/texts';

/** RFC 5321, section 4.5.3.1.3, less the two angle brackets. */
const MAX_EMAIL = 254;
const MAX_PHONE = 32;
const MAX_NAME = 200;
const MAX_ENDPOINT = 2_048;
const MAX_SUBSCRIPTIONS = 20;
const MAX_ROLES = 10;

/** What browsers give beside the keys (`expirationTime`) is taken and not kept. */
const GivenSubscription = closedObject(
  'GivenSubscription',
  {
    endpoint: line(MAX_ENDPOINT),
    keys: closedObject('PushKeys', { p256dh: line(MAX_NAME), auth: line(MAX_NAME) }, {}),
  },
  { expirationTime: nullable(t.number) },
);

const contacts = {
  email: nullable(line(MAX_EMAIL)),
  phone: nullable(line(MAX_PHONE)),
  locale: nullable(line(MAX_NAME)),
  timezone: nullable(line(MAX_NAME)),
  username: nullable(line(MAX_NAME)),
  pushSubscriptions: nullable(listOf(GivenSubscription, { min: 0, max: MAX_SUBSCRIPTIONS })),
};
const roles = listOf(Role, { min: 0, max: MAX_ROLES });

/** A field that is absent stays as it is, null clears it. */
export const ContactsBody = closedObject('ContactsBody', {}, { ...contacts, roles });

type Given = t.TypeOf<typeof ContactsBody>;
type Field = keyof typeof contacts;

const fields = Object.keys(contacts) as ReadonlyArray<Field>;

/** What was decoded, as the use case takes it: the fields to set, and those to clear. */
export const toContactsChange = ({ roles: given, pushSubscriptions, ...texts }: Given): ContactsChange => {
  const subscriptions = pushSubscriptions?.map(({ endpoint, keys }) => ({ endpoint, keys }));
  const set = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== null));
  const all: Readonly<Partial<Record<Field, unknown>>> = { pushSubscriptions, ...texts };
  return {
    set: { ...set, ...(subscriptions === undefined ? {} : { pushSubscriptions: subscriptions }) },
    cleared: fields.filter((field) => all[field] === null),
    roles: given === undefined ? undefined : [...new Set(given)],
  };
};
