import type { Work, WorkOutcome, WorkQueue } from '../../src/domain/ports/work-queue';
import type { Channel, DeliveryId, NotificationId, Priority } from '../../src/domain/shared/codecs';
import { right } from '../support/right';
import { until } from '../support/until';

const work = (name: string, priority: Priority = 'P2', channel: Channel = 'email'): Work => ({
  deliveryId: `${name}.${channel}` as DeliveryId,
  notificationId: name as NotificationId,
  channel,
  priority,
});
const nameOf = ({ notificationId }: Work): string => notificationId;

type Taken = {
  readonly names: Array<string>;
  readonly finish: (outcome: WorkOutcome) => void;
  readonly mostAtOnce: () => number;
};

/** A handler that holds what it is given until it is told how it ended. */
const holdingHandler = (): Taken & { readonly handle: (work: Work) => Promise<WorkOutcome> } => {
  const names: Array<string> = [];
  const held: Array<(outcome: WorkOutcome) => void> = [];
  let most = 0;
  return {
    names,
    handle: async (one) => {
      names.push(nameOf(one));
      return new Promise((resolve) => {
        held.push(resolve);
        most = Math.max(most, held.length);
      });
    },
    finish: (outcome) => held.shift()?.(outcome),
    mostAtOnce: () => most,
  };
};

/** What every WorkQueue owes its callers. Each case has its own queue; `later` lets the time pass after which work comes again. */
export const workQueueContract = (
  open: () => { readonly queue: WorkQueue; readonly later: () => Promise<void> },
): void => {
  const options = { channel: 'email' as const, concurrency: 1 };

  it('hands out the urgent first, and first come first within one priority', async () => {
    const { queue } = open();
    const stop = new AbortController();
    await queue.publish([work('a', 'P3'), work('b', 'P2'), work('c', 'P0'), work('d', 'P2'), work('e', 'P1')])();
    const names: Array<string> = [];
    await queue.consume({ ...options, signal: stop.signal }, async (one) => {
      if (names.push(nameOf(one)) === 5) stop.abort();
      return 'done';
    });
    expect(names).toStrictEqual(['c', 'e', 'b', 'd', 'a']);
  });

  it('hands out what is published later, before what is less urgent and still waits', async () => {
    const { queue } = open();
    const stop = new AbortController();
    const names: Array<string> = [];
    await queue.publish([work('a', 'P3'), work('b', 'P3')])();
    await queue.consume({ ...options, signal: stop.signal }, async (one) => {
      if (names.push(nameOf(one)) === 1) await queue.publish([work('c', 'P0')])();
      if (names.length === 3) stop.abort();
      return 'done';
    });
    expect(names).toStrictEqual(['a', 'c', 'b']);
  });

  it('runs no more handlers at once than it may', async () => {
    const { queue } = open();
    const stop = new AbortController();
    const hold = holdingHandler();
    await queue.publish(['a', 'b', 'c', 'd'].map((name) => work(name)))();
    const consuming = queue.consume({ ...options, concurrency: 2, signal: stop.signal }, hold.handle);
    await until('two in hand', () => hold.names.length === 2);
    expect(right(await queue.waiting('email')())).toBe(2);
    hold.finish('done');
    await until('a third in hand', () => hold.names.length === 3);
    expect(hold.mostAtOnce()).toBe(2);
    stop.abort();
    hold.finish('done');
    hold.finish('done');
    await consuming;
  });

  it('keeps channels apart', async () => {
    const { queue } = open();
    const stop = new AbortController();
    await queue.publish([work('a', 'P0', 'sms'), work('b', 'P3', 'email')])();
    const names: Array<string> = [];
    await queue.consume({ ...options, signal: stop.signal }, async (one) => {
      names.push(nameOf(one));
      stop.abort();
      return 'done';
    });
    expect(names).toStrictEqual(['b']);
    expect(right(await queue.waiting('sms')())).toBe(1);
    expect(right(await queue.waiting('email')())).toBe(0);
  });

  it('hands out again what was put off, and the rest meanwhile', async () => {
    const { queue, later } = open();
    const stop = new AbortController();
    const names: Array<string> = [];
    await queue.publish([work('a', 'P0'), work('b', 'P3')])();
    const consuming = queue.consume({ ...options, signal: stop.signal }, async (one) => {
      names.push(nameOf(one));
      if (names.length === 3) stop.abort();
      return names.length === 1 ? 'again' : 'done';
    });
    await until('the rest', () => names.length === 2);
    await later();
    await consuming;
    expect(names).toStrictEqual(['a', 'b', 'a']);
  });

  it('ends when it is told to, with what is in hand finished and the rest kept', async () => {
    const { queue } = open();
    const stop = new AbortController();
    const hold = holdingHandler();
    await queue.publish([work('a'), work('b')])();
    let ended = false;
    const consuming = queue.consume({ ...options, signal: stop.signal }, hold.handle).then(() => (ended = true));
    await until('one in hand', () => hold.names.length === 1);
    stop.abort();
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    hold.finish('done');
    await consuming;
    expect(hold.names).toStrictEqual(['a']);
    expect(right(await queue.waiting('email')())).toBe(1);
  });

  it('ends at once on a signal that was given before', async () => {
    const { queue } = open();
    await queue.publish([work('a')])();
    await queue.consume({ ...options, signal: AbortSignal.abort() }, async () => 'done');
    expect(right(await queue.waiting('email')())).toBe(1);
  });

  it('gives back the work of a handler that throws, and ends with what it threw', async () => {
    const { queue, later } = open();
    await queue.publish([work('a')])();
    const consuming = queue.consume({ ...options, signal: new AbortController().signal }, async () => {
      throw new Error('a defect');
    });
    await expect(consuming).rejects.toThrow('a defect');
    await later();
    expect(right(await queue.waiting('email')())).toBe(1);
  });
};
