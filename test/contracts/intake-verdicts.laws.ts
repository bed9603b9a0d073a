import { getEventListeners } from 'node:events';
import type { InboundMessage } from '../../src/domain/ports/intake';
import { until } from '../support/until';
import {
  bodyOf,
  consumeUntil,
  eventTypesUnderTest,
  remaining,
  resumeAtOnce,
  type IntakeUnderTest,
} from './intake-under-test';

/** What becomes of a message, by its verdict. */
export const verdictLaws = (open: () => Promise<IntakeUnderTest>): void => {
  it('hands out a message as it came, and once it is stored never again', async () => {
    const one = await open();
    await one.publish('b.happened', '{"deep": [1, "ü"]}', 'm-1');
    const [message] = await consumeUntil(one, () => true);
    expect({ ...message, body: bodyOf(message!) }).toStrictEqual({
      queue: `${one.service}.b.happened`,
      routingKey: 'b.happened',
      messageId: 'm-1',
      body: '{"deep": [1, "ü"]}',
      retries: 0,
    });
    expect(await remaining(one)).toStrictEqual([]);
  });

  it('hands out an empty body, and a message without an id', async () => {
    const one = await open();
    await one.publish('a.happened', '');
    const [message] = await consumeUntil(one, () => true);
    expect([bodyOf(message!), message!.messageId]).toStrictEqual(['', null]);
  });

  it('hands out the messages of one event type in the order in which they came', async () => {
    const one = await open();
    for (const body of ['1', '2', '3']) await one.publish('a.happened', body);
    const taken = await consumeUntil(one, ({ length }) => length === 3);
    expect(taken.map(bodyOf)).toStrictEqual(['1', '2', '3']);
  });

  it('brings back, as it was, what is to be tried again, and counts', async () => {
    const one = await open();
    await one.publish('a.happened', 'stubborn', 'm-1');
    const taken = await consumeUntil(
      one,
      ({ length }) => length === 4,
      (_, { length }) => (length < 4 ? 'retry' : 'stored'),
    );
    expect(taken.map(({ retries }) => retries)).toStrictEqual([0, 1, 2, 3]);
    const ways = taken.map((message) => [message.queue, message.routingKey, message.messageId, bodyOf(message)]);
    expect(new Set(ways.map((way) => way.join()))).toStrictEqual(
      new Set([`${one.service}.a.happened,a.happened,m-1,stubborn`]),
    );
    expect(await remaining(one)).toStrictEqual([]);
  });

  it('brings back what has no retries left too, because it is not the one to give up', async () => {
    const one = await open();
    await one.publish('a.happened', 'stubborn');
    const taken = await consumeUntil(
      one,
      ({ length }) => length === 6,
      (_, { length }) => (length < 6 ? 'retry' : 'stored'),
    );
    expect(taken.map(({ retries }) => retries)).toStrictEqual([0, 1, 2, 3, 3, 3]);
  });

  it('puts a copy of what is parked into the dead-letter queue, and hands it out no more', async () => {
    const one = await open();
    await one.publish('a.happened', 'poison');
    await consumeUntil(
      one,
      () => true,
      () => 'parked',
    );
    await until('the copy', async () => (await one.parked()).includes('poison'));
    expect(await remaining(one)).toStrictEqual([]);
  });

  it('hands out nothing on hold until it may go on, then everything again, with no try counted', async () => {
    const one = await open();
    for (const body of ['1', '2', '3']) await one.publish('a.happened', body);
    const stop = new AbortController();
    const taken: Array<InboundMessage> = [];
    let held = 0;
    let goOn: () => void = () => undefined;
    const consuming = one.intake.consume({
      eventTypes: eventTypesUnderTest,
      prefetch: 2,
      signal: stop.signal,
      resume: async () =>
        new Promise((resolve) => {
          held = taken.length;
          goOn = resolve;
        }),
      handle: async (message) => {
        taken.push(message);
        if (held === 0) return 'hold';
        if (taken.length === held + 3) stop.abort();
        return 'stored';
      },
    });
    await until('the hold', () => held > 0);
    await one.publish('a.happened', 'meanwhile');
    expect(taken).toHaveLength(held);
    expect(held).toBeLessThanOrEqual(2);
    goOn();
    await consuming;
    expect(taken.every(({ retries }) => retries === 0)).toBe(true);
    const after = [...taken.slice(held).map(bodyOf), ...(await remaining(one))];
    expect(after.sort()).toStrictEqual(['1', '2', '3', 'meanwhile']);
  });

  it('leaves nothing behind on the signal, however often it had to wait', async () => {
    const one = await open();
    await one.publish('a.happened', 'held');
    const stop = new AbortController();
    const listening: Array<number> = [];
    await one.intake.consume({
      eventTypes: eventTypesUnderTest,
      prefetch: 1,
      signal: stop.signal,
      resume: resumeAtOnce,
      handle: async () => {
        listening.push(getEventListeners(stop.signal, 'abort').length);
        if (listening.length < 6) return 'hold';
        stop.abort();
        return 'stored';
      },
    });
    expect(listening.at(-1)).toBe(listening[0]);
  });

  it('ends also while it is on hold', async () => {
    const one = await open();
    await one.publish('a.happened', 'kept');
    const stop = new AbortController();
    await one.intake.consume({
      eventTypes: eventTypesUnderTest,
      prefetch: 1,
      signal: stop.signal,
      resume: async () => {
        stop.abort();
        return new Promise(() => undefined);
      },
      handle: async () => 'hold',
    });
    expect(await remaining(one)).toStrictEqual(['kept']);
  });
};
