import * as t from 'io-ts';

/** What `personal` of a request holds: what the recipient is shown, and the variables it was rendered from, secrets excepted. */
export const NotificationContent = t.strict(
  { title: t.string, body: t.string, data: t.record(t.string, t.unknown) },
  'NotificationContent',
);
export type NotificationContent = t.TypeOf<typeof NotificationContent>;
