import * as t from 'io-ts';

/** A Web Push subscription as a browser gives it (W3C Push API, `PushSubscription.toJSON`). */
const PushSubscription = t.strict(
  { endpoint: t.string, keys: t.strict({ p256dh: t.string, auth: t.string }) },
  'PushSubscription',
);

/** What `personal` of ContactsChanged holds; absent: not changed by it. Phone numbers are E.164, time zones IANA names. */
export const Contacts = t.exact(
  t.partial({
    email: t.string,
    phone: t.string,
    locale: t.string,
    timezone: t.string,
    pushSubscriptions: t.readonlyArray(PushSubscription),
    username: t.string,
  }),
  'Contacts',
);
export type Contacts = t.TypeOf<typeof Contacts>;
