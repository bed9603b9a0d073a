import * as fc from 'fast-check';
import { samples, type Said, type ShapeName, shapes } from '../../../scripts/platform-samples';
import { fingerprintText, identityOf } from '../../../src/domain/platform/identity';
import { normalize } from '../../../src/domain/platform/normalize';
import { platformEvents } from '../../../src/domain/platform/platform-events';
import { right } from '../../support/right';
import { bytesOf } from '../../support/scene';

const namespace = '6f1f8d0a-6b1c-4a57-9a3e-0d9b6d1f2c3b';
const opaque = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text));
const millis = fc.integer({ min: 0, max: Date.parse('2100-01-01T00:00:00.000Z') });
const said: fc.Arbitrary<Said> = fc
  .record({
    eventType: fc.constantFrom(...platformEvents.map(({ eventType }) => eventType)),
    userId: opaque,
    n: fc.nat(),
    eventId: opaque,
    millis,
  })
  .map(({ eventType, userId, n, eventId, millis }) => {
    const at = (seconds: number) => new Date(millis + seconds * 1000).toISOString();
    return { eventType, eventId, timestamp: at(0), payload: samples[eventType]?.({ userId, n, at }) ?? {} };
  });
const shapeName = fc.constantFrom(...(Object.keys(shapes) as ReadonlyArray<ShapeName>));
const arriving = (event: Said, shape: ShapeName) => right(normalize(event.eventType, bytesOf(shapes[shape](event))));

it('there is a sample of every event type', () => {
  expect(Object.keys(samples).sort()).toStrictEqual(platformEvents.map(({ eventType }) => eventType).sort());
});

it('an event is the same in every shape that it comes in', () => {
  fc.assert(
    fc.property(said, shapeName, (event, shape) => {
      const { payload, reading } = arriving(event, 'nested');
      const inShape = arriving(event, shape);
      expect({ payload: inShape.payload, reading: inShape.reading }).toStrictEqual({ payload, reading });
    }),
  );
});

it('has the same identity and says the same in every shape, where the broker names it', () => {
  fc.assert(
    fc.property(said, shapeName, shapeName, (event, one, other) => {
      const [first, second] = [arriving(event, one), arriving(event, other)].map((message) => ({
        ...message,
        envelope: {},
      }));
      expect(identityOf(namespace, second!, null)).toBe(identityOf(namespace, first!, null));
      expect(fingerprintText(second!)).toBe(fingerprintText(first!));
    }),
  );
});

it('answers whatever arrives, and never throws', () => {
  const eventType = fc.constantFrom('user.registered', 'device.created', 'scheduler.task_completed', 'nothing.known');
  const keys = fc.constantFrom('payload', 'eventType', 'type', 'userId', 'device_config', 'result', '__proto__', 'x');
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), fc.dictionary(keys, tie('tree'), { maxKeys: 4 })),
  }));
  const bytes = fc.oneof(
    fc.uint8Array(),
    fc.string().map((text) => Buffer.from(text)),
    tree.map((value) => Buffer.from(JSON.stringify(value))),
  );
  fc.assert(
    fc.property(eventType, bytes, (routedAs, body) => {
      expect(normalize(routedAs, body)).toHaveProperty('_tag');
    }),
  );
});
