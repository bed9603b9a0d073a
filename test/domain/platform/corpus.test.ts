import * as E from 'fp-ts/Either';
import { normalize } from '../../../src/domain/platform/normalize';
import { platformEvents } from '../../../src/domain/platform/platform-events';
import { malformedMessages, understoodMessages } from '../../support/corpus';
import { right } from '../../support/right';

const eventTypes = platformEvents.map(({ eventType }) => eventType);

it('the corpus has messages of all 31 event types', () => {
  expect(eventTypes).toHaveLength(31);
  expect([...new Set(understoodMessages.map(({ routedAs }) => routedAs))].sort()).toStrictEqual([...eventTypes].sort());
});

it.each(understoodMessages)('reads $routedAs: $name', ({ routedAs, body, payload, envelope }) => {
  const message = right(normalize(routedAs, Buffer.from(JSON.stringify(body))));
  expect(message.event.eventType).toBe(routedAs);
  expect(message.payload).toStrictEqual(payload);
  expect(message.envelope).toStrictEqual(envelope);
});

it('the corpus has malformed messages of ten kinds or more', () => {
  expect(new Set(malformedMessages.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(10);
});

it.each(malformedMessages)('reports $kind: $name', ({ routedAs, bytes, faults }) => {
  expect(normalize(routedAs, bytes)).toStrictEqual(E.left(faults));
});

it('reports a body of more than 1 MiB', () => {
  const expected = [{ path: '', expected: 'at most 1048576 bytes' }];
  expect(normalize('user.registered', new Uint8Array(1024 * 1024 + 1))).toStrictEqual(E.left(expected));
});

it('reads a token of any length', () => {
  const payload = { userId: 'u-1', resetToken: 't'.repeat(2000), expiresAt: '2026-02-03T04:05:06.000Z' };
  const bytes = Buffer.from(JSON.stringify({ payload }));
  expect(right(normalize('user.password_reset_requested', bytes)).payload).toStrictEqual(payload);
});
