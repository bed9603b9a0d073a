import { right } from '../support/right';
import { until } from '../support/until';
import { bodyOf, eventTypesUnderTest, remaining, resumeAtOnce, type IntakeUnderTest } from './intake-under-test';

/** What is handed out, how much of it at once, and how it ends. */
export const consumingLaws = (open: () => Promise<IntakeUnderTest>): void => {
  it('leaves alone what it was not asked for', async () => {
    const one = await open();
    await one.publish('a.happened', 'unwanted');
    await one.publish('b.happened', 'wanted');
    const stop = new AbortController();
    const bodies: Array<string> = [];
    await one.intake.consume({
      eventTypes: ['b.happened'],
      prefetch: 10,
      signal: stop.signal,
      resume: resumeAtOnce,
      handle: async (message) => {
        bodies.push(bodyOf(message));
        stop.abort();
        return 'stored';
      },
    });
    expect(bodies).toStrictEqual(['wanted']);
    expect(await remaining(one)).toStrictEqual(['unwanted']);
  });

  it('has no more in hand at once than it may, over all event types', async () => {
    const one = await open();
    for (const body of ['1', '2']) await one.publish('a.happened', body);
    for (const body of ['3', '4']) await one.publish('b.happened', body);
    const stop = new AbortController();
    const finish: Array<() => void> = [];
    let inHand = 0;
    let most = 0;
    const consuming = one.intake.consume({
      eventTypes: eventTypesUnderTest,
      prefetch: 3,
      signal: stop.signal,
      resume: resumeAtOnce,
      handle: async () => {
        inHand += 1;
        most = Math.max(most, inHand);
        await new Promise<void>((resolve) => finish.push(resolve));
        inHand -= 1;
        return 'stored';
      },
    });
    await until('three in hand', () => finish.length === 3);
    finish[0]?.();
    await until('the fourth', () => finish.length === 4);
    stop.abort();
    finish.forEach((end) => end());
    await consuming;
    expect(most).toBe(3);
  });

  it('ends when it is told to, with what is in hand judged and the rest kept', async () => {
    const one = await open();
    for (const body of ['1', '2']) await one.publish('a.happened', body);
    const stop = new AbortController();
    let finish: (() => void) | undefined;
    let ended = false;
    const consuming = one.intake
      .consume({
        eventTypes: eventTypesUnderTest,
        prefetch: 1,
        signal: stop.signal,
        resume: resumeAtOnce,
        handle: async () => new Promise((resolve) => (finish = () => resolve('stored'))),
      })
      .then(() => (ended = true));
    await until('one in hand', () => finish !== undefined);
    stop.abort();
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    finish?.();
    await consuming;
    expect(await remaining(one)).toStrictEqual(['2']);
  });

  it('hands out nothing on a signal that was given before', async () => {
    const one = await open();
    await one.publish('a.happened', 'kept');
    await one.intake.consume({
      eventTypes: eventTypesUnderTest,
      prefetch: 1,
      signal: AbortSignal.abort(),
      resume: resumeAtOnce,
      handle: async () => 'stored',
    });
    expect(await remaining(one)).toStrictEqual(['kept']);
  });

  it('gives back the message of a handler that throws, and ends with what it threw', async () => {
    const one = await open();
    await one.publish('a.happened', 'kept');
    const consuming = one.intake.consume({
      eventTypes: eventTypesUnderTest,
      prefetch: 1,
      signal: new AbortController().signal,
      resume: resumeAtOnce,
      handle: async () => {
        throw new Error('a defect');
      },
    });
    await expect(consuming).rejects.toThrow('a defect');
    expect(await remaining(one)).toStrictEqual(['kept']);
  });

  it('is connected until it is closed', async () => {
    const { intake } = await open();
    expect(intake.connected()).toBe(true);
    right(await intake.close()());
    expect(intake.connected()).toBe(false);
  });
};
