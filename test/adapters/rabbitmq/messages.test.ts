import type { ConsumeMessage } from 'amqplib';
import * as fc from 'fast-check';
import { parkedCopy, retryCopy, toInboundMessage } from '../../../src/adapters/rabbitmq/inbound';
import { platformNames } from '../../../src/adapters/rabbitmq/names';
import { laterMessage, toWork, workMessage } from '../../../src/adapters/rabbitmq/work-message';
import type { InboundMessage } from '../../../src/domain/ports/intake';
import { priorities } from '../../../src/domain/shared/codecs';
import { emailWork } from '../../support/work-under-test';

const queue = 'notification-service.a.happened';
const delays = [10_000, 60_000, 300_000];

/** As the broker hands it over. */
const arrived = (
  exchange: string,
  routingKey: string,
  headers: Readonly<Record<string, unknown>> = {},
  messageId?: unknown,
): ConsumeMessage =>
  ({
    content: Buffer.from('{}'),
    fields: { exchange, routingKey, deliveryTag: 1, redelivered: false, consumerTag: 'c' },
    properties: { headers, messageId },
  }) as unknown as ConsumeMessage;

const message: InboundMessage = {
  queue,
  routingKey: 'a.happened',
  messageId: 'm-1',
  body: Buffer.from('{}'),
  retries: 0,
};

describe('a message of the platform', () => {
  it('cannot claim by its headers what only the ledger may write on it', () => {
    const forged = { 'x-retries': 3, 'x-routing-key': 'b.happened' };
    expect(toInboundMessage(platformNames, arrived('cloudphone.events', 'a.happened', forged), queue)).toMatchObject({
      routingKey: 'a.happened',
      retries: 0,
    });
  });

  it('that somebody put straight into the queue has the event type of the queue', () => {
    expect(toInboundMessage(platformNames, arrived('', queue), queue)).toMatchObject({
      routingKey: 'a.happened',
      retries: 0,
    });
  });

  it.each([[7], [''], [undefined], [{ id: 1 }]])('has no id where its publisher writes %p', (messageId) => {
    expect(toInboundMessage(platformNames, arrived('e', 'k', {}, messageId), queue).messageId).toBeNull();
  });

  it.each([['many'], [-1], [1.5], [null]])('has been tried never where its notes say %p', (retries) => {
    expect(toInboundMessage(platformNames, arrived('', queue, { 'x-retries': retries }), queue).retries).toBe(0);
  });

  it('goes from one waiting room to the next, and stays in the last', () => {
    const rooms = [0, 1, 2, 3, 9].map((retries) => retryCopy(platformNames, { ...message, retries }, delays, 0.5));
    expect(rooms.map(({ key, options }) => [key, options.expiration])).toStrictEqual([
      [`${queue}.retry.1`, 10_000],
      [`${queue}.retry.2`, 60_000],
      [`${queue}.retry.3`, 300_000],
      [`${queue}.retry.3`, 300_000],
      [`${queue}.retry.3`, 300_000],
    ]);
  });

  it('waits as long as configured, give or take a fifth', () => {
    const expirations = [0, 0.999_999].map((fraction) => retryCopy(platformNames, message, delays, fraction).options);
    expect(expirations.map(({ expiration }) => expiration)).toStrictEqual([8_000, 12_000]);
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.option(fc.string({ minLength: 1 })), fc.nat({ max: 3 }), (bytes, id, retries) => {
        const sent = retryCopy(platformNames, { ...message, body: bytes, messageId: id, retries }, delays, 0.5);
        const back = { ...arrived('', queue, sent.options.headers), content: sent.body };
        expect(toInboundMessage(platformNames, back, queue)).toStrictEqual({
          ...message,
          body: Buffer.from(bytes),
          messageId: id,
          retries: Math.min(retries + 1, 3),
        });
      }),
    );
  });

  it('is copied without the headers of its publisher, which could send the copy elsewhere too', () => {
    expect(parkedCopy(platformNames, message)).toStrictEqual({
      exchange: 'cloudphone.notifications.dlx',
      key: 'notification-service.dlq',
      body: Buffer.from('{}'),
      options: { headers: { 'x-retries': 0, 'x-routing-key': 'a.happened', 'x-message-id': 'm-1' } },
    });
  });
});

describe('work', () => {
  it('carries the numbers that the contract gives to priorities', () => {
    const numbers = priorities.map(
      (priority) => workMessage(platformNames)(emailWork('n-1', priority)).options.priority,
    );
    expect(numbers).toStrictEqual([10, 7, 5, 2]);
  });

  it('is read as it was written, put off or not', () => {
    const work = emailWork('n-1', 'P0');
    const putOff = laterMessage('q', work, 250);
    expect([workMessage(platformNames)(work), putOff].map(({ body }) => toWork(body))).toStrictEqual([work, work]);
    expect([putOff.key, putOff.options.priority, putOff.options.expiration]).toStrictEqual(['q.later', 10, 250]);
  });

  it('is none where the bytes are no work', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(toWork(Buffer.from(bytes))).toBeUndefined();
        },
      ),
    );
  });
});
