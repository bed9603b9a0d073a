/**
 * What rows say most often, each as one byte that JSON text never has (control characters are always escaped there). The order
 * is part of what is stored: with a change of it `layout` is raised.
 */
const phrases: ReadonlyArray<string> = [
  '"}},"readAt":null,"archivedAt":null,"cancelledAt":null,"expiredAt":null,"channels":[{"channel":"',
  '","type":"NotificationRequested","eventId":"',
  ',"sendAt":null,"expiresAt":null,"visibleAt":"',
  ',"content":{"stream":"notification-',
  '","sealed":{"v":1,"kid":"recipient:',
  ',"outcome":"succeeded","reason":null,"lasting":false}',
  '{"notificationId":"',
  '","notificationId":"',
  '{"deliveryId":"',
  '","userId":"',
  '","type":"',
  '","priority":"P',
  '","createdAt":"',
  '"sendAt":"',
  '"expiresAt":"',
  '"visibleAt":"',
  '#1","iv":"',
  '","ct":"',
  '"readAt":"',
  '"archivedAt":',
  '"cancelledAt":null,"expiredAt":null',
  '"channels":[',
  '"channel":"',
  '","status":"',
  '","pushedAt":',
  '"position":"',
  '","lastPosition":"',
  '"startedAt":"',
  '"endedAt":"',
  '"attempts":',
  '"reason":null',
];

const codes = new Map(phrases.map((phrase, at) => [phrase, String.fromCharCode(at + 1)]));
const escaped = (phrase: string): string => phrase.replace(/[{}[\]"#:,.]/g, '\\$&');
const anyPhrase = new RegExp(
  [...phrases]
    .sort((one, other) => other.length - one.length)
    .map(escaped)
    .join('|'),
  'g',
);
const anyCode = /[\u0001-\u001f]/g;

/** A row's JSON in about half its length. */
export const shorten = (json: string): string => json.replace(anyPhrase, (phrase) => codes.get(phrase) ?? phrase);

export const lengthen = (text: string): string =>
  text.replace(anyCode, (code) => phrases[code.charCodeAt(0) - 1] ?? code);
