import * as fc from 'fast-check';
import { lengthen, shorten } from '../../../src/adapters/redis/views/short-json';

const inboxRow =
  '{"notificationId":"n-1","userId":"u-1","type":"note","priority":"P1","createdAt":"2026-01-01T00:00:00.000Z",' +
  '"sendAt":null,"expiresAt":null,"visibleAt":"2026-01-01T00:00:00.000Z","content":{"stream":"notification-n-1",' +
  '"type":"NotificationRequested","eventId":"e-1","sealed":{"v":1,"kid":"recipient:u-1#1","iv":"i","ct":"c"}},"readAt":null,' +
  '"archivedAt":null,"cancelledAt":null,"expiredAt":null,"channels":[{"channel":"email","status":"pending",' +
  '"pushedAt":null}],"position":"1","lastPosition":"1"}';

it('makes a row much shorter, and the same again', () => {
  expect(shorten(inboxRow).length).toBeLessThan(inboxRow.length / 2);
  expect(lengthen(shorten(inboxRow))).toBe(inboxRow);
});

it('loses nothing of any JSON, control characters and its own phrases within texts included', () => {
  const texts = fc.oneof(fc.string(), fc.constantFrom('","type":"', '\u0001', '"position":"', '\u0000\u001f'));
  fc.assert(
    fc.property(fc.dictionary(texts, fc.oneof(texts, fc.jsonValue())), (value) => {
      const json = JSON.stringify(value);
      expect(lengthen(shorten(json))).toBe(json);
    }),
  );
});
