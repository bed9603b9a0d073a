import { createEmbeddedFanOut } from '../../../src/adapters/embedded/fan-out/create-embedded-fan-out';
import { createLiving, type Living } from '../../../src/app/push/living';
import { createPresence, type Presence } from '../../../src/app/push/presence';
import type { FanOut } from '../../../src/domain/ports/fan-out';
import { createTestClock, type TestClock } from '../../support/test-clock';

let clock: TestClock;
let fanOut: FanOut;
const stops: Array<() => Promise<void>> = [];
beforeEach(() => {
  clock = createTestClock();
  fanOut = createEmbeddedFanOut();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

type Instance = {
  readonly living: Living;
  readonly presence: Presence;
  readonly sockets: (count: number) => void;
  /** As a process does that is killed: it says nothing more. */
  readonly die: () => Promise<void>;
};

/** One process of several. */
const start = (by: string): Instance => {
  const stopping = new AbortController();
  let count = 0;
  let isAlive = true;
  const own: FanOut = {
    ...fanOut,
    say: (topic, word) => {
      if (isAlive) fanOut.say(topic, word);
    },
  };
  const living = createLiving({ fanOut: own, clock, by, ownSockets: () => count });
  const presence = createPresence({ fanOut: own, clock, by, isHeard: living.isHeard });
  const running = Promise.all([living.run(stopping.signal), presence.run(stopping.signal)]);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  stops.push(stop);
  const sockets = (now: number): void => {
    count = now;
  };
  return {
    ...{ living, presence, sockets },
    die: async () => {
      isAlive = false;
      await stop();
    },
  };
};
const seconds = async (count: number): Promise<void> => clock.advance(count * 1_000);

describe('whoever watches a user', () => {
  let told: Array<boolean>;
  beforeEach(() => {
    told = [];
  });

  it('is told of sockets in another process, and five seconds after the last of them anywhere', async () => {
    const [here, there] = [start('here'), start('there')];
    here.presence.watch('u-1', (isOnline) => told.push(isOnline));
    there.presence.changed('u-1', 1);
    await seconds(1);
    expect(told).toStrictEqual([true]);
    here.presence.changed('u-1', 1);
    there.presence.changed('u-1', 0);
    await seconds(20);
    here.presence.changed('u-1', 0);
    await seconds(4);
    expect(told).toStrictEqual([true]);
    await seconds(2);
    expect(told).toStrictEqual([true, false]);
  });

  it('hears nothing of one who comes back within five seconds, wherever', async () => {
    const [here, there] = [start('here'), start('there')];
    here.presence.changed('u-1', 1);
    there.presence.watch('u-1', (isOnline) => told.push(isOnline));
    await seconds(1);
    here.presence.changed('u-1', 0);
    await seconds(4);
    there.presence.changed('u-1', 1);
    await seconds(30);
    expect(told).toStrictEqual([true]);
  });

  it('is told when the process that had the sockets has died', async () => {
    const [here, there] = [start('here'), start('there')];
    here.presence.watch('u-1', (isOnline) => told.push(isOnline));
    there.presence.changed('u-1', 2);
    await seconds(1);
    await there.die();
    await seconds(20);
    expect(told).toStrictEqual([true, false]);
  });

  it('learns of sockets that were open before it came, and of nobody else', async () => {
    const there = start('there');
    there.presence.changed('u-1', 1);
    await seconds(1);
    const here = start('here');
    here.presence.watch('u-1', (isOnline) => told.push(isOnline));
    here.presence.watch('u-2', (isOnline) => told.push(isOnline));
    await seconds(1);
    expect(told).toStrictEqual([true]);
    expect(here.presence.elsewhere('u-1')).toBe(1);
    await seconds(6);
    expect(told).toStrictEqual([true, false]);
  });

  it('is told nothing once it has called off', async () => {
    const [here, there] = [start('here'), start('there')];
    here.presence.watch('u-1', (isOnline) => told.push(isOnline))();
    there.presence.changed('u-1', 1);
    await seconds(10);
    expect(told).toStrictEqual([]);
  });
});

it('counts the sockets of all, and of one that has died no more', async () => {
  const [here, there] = [start('here'), start('there')];
  here.sockets(3);
  there.sockets(4);
  await seconds(3);
  expect([here.living.sockets(), there.living.sockets()]).toStrictEqual([7, 7]);
  await there.die();
  await seconds(12);
  expect(here.living.sockets()).toBe(3);
});

describe('a process that says nothing any more', () => {
  it('is gone after a minute, for those who hear at all', async () => {
    const [here, there] = [start('here'), start('there')];
    await seconds(3);
    await there.die();
    await seconds(15);
    expect([here.living.isGone('there'), here.living.isGone('here')]).toStrictEqual([false, false]);
    await seconds(61);
    expect([here.living.isGone('there'), here.living.isGone('here')]).toStrictEqual([true, false]);
  });

  it('is not gone for one who hears not even itself', async () => {
    const [here, there] = [start('here'), start('there')];
    await seconds(3);
    await there.die();
    await here.die();
    await seconds(15);
    expect(here.living.isGone('there')).toBe(false);
    await seconds(120);
    expect(here.living.isGone('there')).toBe(false);
  });
});
