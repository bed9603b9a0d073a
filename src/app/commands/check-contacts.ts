import * as E from 'fp-ts/Either';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Contacts } from '../../domain/recipient/contacts';
import type { FieldError } from '../failure';
import { knownLocale } from './known-locale';

/** The longest address that SMTP carries (RFC 5321, 4.5.3.1.3). */
const LONGEST_EMAIL = 254;
const mailbox = /^[^\s@<>"(),:;[\]\\]{1,64}@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

const email = (text: string): string | undefined =>
  text.length <= LONGEST_EMAIL && mailbox.test(text) ? text : undefined;

/** In E.164; a number without a country code is none. */
const phone = (text: string): string | undefined => {
  const parsed = parsePhoneNumberFromString(text);
  return parsed?.isPossible() === true ? parsed.number : undefined;
};

/** By name only: an offset such as +08:00 knows no daylight saving. */
const timezone = (name: string): string | undefined => {
  if (!/^[a-z]/i.test(name)) return undefined;
  const known = E.tryCatch(
    () => new Intl.DateTimeFormat('en', { timeZone: name }),
    () => undefined,
  );
  return E.isRight(known) ? name : undefined;
};

const rules = {
  email: { check: email, message: 'is no e-mail address' },
  phone: { check: phone, message: 'is no phone number with its country code (E.164)' },
  locale: { check: knownLocale, message: 'is no known locale' },
  timezone: { check: timezone, message: 'is no IANA time zone' },
} as const;

const checkedFields = ['email', 'phone', 'locale', 'timezone'] as const;

/** The contacts as they are kept (phone in E.164, locale spelled canonically), or every field that can't be used. */
export const checkContacts = (contacts: Contacts): E.Either<ReadonlyArray<FieldError>, Contacts> => {
  const errors: Array<FieldError> = [];
  const kept: { -readonly [K in (typeof checkedFields)[number]]?: string } = {};
  for (const field of checkedFields) {
    const given = contacts[field];
    if (given === undefined) continue;
    const value = rules[field].check(given);
    if (value === undefined) errors.push({ path: `/${field}`, message: rules[field].message });
    else kept[field] = value;
  }
  return errors.length === 0 ? E.right({ ...contacts, ...kept }) : E.left(errors);
};
