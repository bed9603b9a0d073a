import type { ChunkWork, ChunkQueue, Work, WorkOutcome, WorkQueue } from '../../src/domain/ports/work-queue';
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

/** Work by its name, whatever it refers to. */
type Named = { readonly name: string; readonly priority?: Priority };
/** A queue of one kind of work, seen through names. */
export type LineUnderTest = {
  readonly publish: (work: ReadonlyArray<Named>) => Promise<unknown>;
  readonly consume: (
    options: { readonly concurrency: number; readonly signal: AbortSignal },
    handle: (name: string) => Promise<WorkOutcome>,
  ) => Promise<void>;
  readonly waiting: () => Promise<number>;
};

/** The e-mails of a queue of deliveries. */
export const emailsOf = (queue: WorkQueue): LineUnderTest => ({
  publish: async (all) => queue.publish(all.map(({ name, priority }) => work(name, priority)))(),
  consume: async (options, handle) =>
    queue.consume({ ...options, channel: 'email' }, async (one) => handle(nameOf(one))),
  waiting: async () => right(await queue.waiting('email')()),
});

const chunk = ({ name, priority = 'P2' }: Named): ChunkWork => ({ batchId: name, index: 3, priority });

export const chunksOf = (queue: ChunkQueue): LineUnderTest => ({
  publish: async (all) => queue.publish(all.map(chunk))(),
  consume: async (options, handle) => queue.consume(options, async ({ batchId }) => handle(batchId)),
  waiting: async () => right(await queue.waiting()()),
});

type Taken = {
  readonly names: Array<string>;
  readonly finish: (outcome: WorkOutcome) => void;
  readonly mostAtOnce: () => number;
};

/** A handler that holds what it is given until it is told how it ended. */
const holdingHandler = (): Taken & { readonly handle: (name: string) => Promise<WorkOutcome> } => {
  const names: Array<string> = [];
  const held: Array<(outcome: WorkOutcome) => void> = [];
  let most = 0;
  return {
    names,
    handle: async (name) => {
      names.push(name);
      return new Promise((resolve) => {
        held.push(resolve);
        most = Math.max(most, held.length);
      });
    },
    finish: (outcome) => held.shift()?.(outcome),
    mostAtOnce: () => most,
  };
};

/** What every queue of work owes its callers. Each case has its own; `later` lets the time pass after which work comes again. */
export const workQueueContract = (
  open: () => { readonly queue: LineUnderTest; readonly later: () => Promise<void> },
): void => {
  const options = { concurrency: 1 };

  it('hands out the urgent first, and first come first within one priority', async () => {
    const { queue } = open();
    const stop = new AbortController();
    await queue.publish([
      { name: 'a', priority: 'P3' },
      { name: 'b', priority: 'P2' },
      { name: 'c', priority: 'P0' },
      { name: 'd', priority: 'P2' },
      { name: 'e', priority: 'P1' },
    ]);
    const names: Array<string> = [];
    await queue.consume({ ...options, signal: stop.signal }, async (name) => {
      if (names.push(name) === 5) stop.abort();
      return 'done';
    });
    expect(names).toStrictEqual(['c', 'e', 'b', 'd', 'a']);
  });

  it('hands out what is published later, before what is less urgent and still waits', async () => {
    const { queue } = open();
    const stop = new AbortController();
    const names: Array<string> = [];
    await queue.publish([
      { name: 'a', priority: 'P3' },
      { name: 'b', priority: 'P3' },
    ]);
    await queue.consume({ ...options, signal: stop.signal }, async (name) => {
      if (names.push(name) === 1) await queue.publish([{ name: 'c', priority: 'P0' }]);
      if (names.length === 3) stop.abort();
      return 'done';
    });
    expect(names).toStrictEqual(['a', 'c', 'b']);
  });

  it('runs no more handlers at once than it may', async () => {
    const { queue } = open();
    const stop = new AbortController();
    const hold = holdingHandler();
    await queue.publish(['a', 'b', 'c', 'd'].map((name) => ({ name })));
    const consuming = queue.consume({ ...options, concurrency: 2, signal: stop.signal }, hold.handle);
    await until('two in hand', () => hold.names.length === 2);
    expect(await queue.waiting()).toBe(2);
    hold.finish('done');
    await until('a third in hand', () => hold.names.length === 3);
    expect(hold.mostAtOnce()).toBe(2);
    stop.abort();
    hold.finish('done');
    hold.finish('done');
    await consuming;
  });

  it('hands out again what was put off, and the rest meanwhile', async () => {
    const { queue, later } = open();
    const stop = new AbortController();
    const names: Array<string> = [];
    await queue.publish([
      { name: 'a', priority: 'P0' },
      { name: 'b', priority: 'P3' },
    ]);
    const consuming = queue.consume({ ...options, signal: stop.signal }, async (name) => {
      names.push(name);
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
    await queue.publish([{ name: 'a' }, { name: 'b' }]);
    let ended = false;
    const consuming = queue.consume({ ...options, signal: stop.signal }, hold.handle).then(() => (ended = true));
    await until('one in hand', () => hold.names.length === 1);
    stop.abort();
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    hold.finish('done');
    await consuming;
    expect(hold.names).toStrictEqual(['a']);
    expect(await queue.waiting()).toBe(1);
  });

  it('ends at once on a signal that was given before', async () => {
    const { queue } = open();
    await queue.publish([{ name: 'a' }]);
    await queue.consume({ ...options, signal: AbortSignal.abort() }, async () => 'done');
    expect(await queue.waiting()).toBe(1);
  });

  it('gives back the work of a handler that throws, and ends with what it threw', async () => {
    const { queue, later } = open();
    await queue.publish([{ name: 'a' }]);
    const consuming = queue.consume({ ...options, signal: new AbortController().signal }, async () => {
      throw new Error('a defect');
    });
    await expect(consuming).rejects.toThrow('a defect');
    await later();
    expect(await queue.waiting()).toBe(1);
  });
};

/** What a WorkQueue owes besides. */
export const channelsContract = (open: () => { readonly queue: WorkQueue }): void => {
  it('keeps channels apart', async () => {
    const { queue } = open();
    const stop = new AbortController();
    await queue.publish([work('a', 'P0', 'sms'), work('b', 'P3', 'email')])();
    const names: Array<string> = [];
    await queue.consume({ channel: 'email', concurrency: 1, signal: stop.signal }, async (one) => {
      names.push(nameOf(one));
      stop.abort();
      return 'done';
    });
    expect(names).toStrictEqual(['b']);
    expect(right(await queue.waiting('sms')())).toBe(1);
    expect(right(await queue.waiting('email')())).toBe(0);
  });
};
