import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Upstream } from '../../../src/adapters/eventstoredb/live-tail';
import { createSubscribe } from '../../../src/adapters/eventstoredb/subscribe';
import { type Journal, JournalError, type Page } from '../../../src/domain/ports/journal';
import type { Position } from '../../../src/domain/shared/stored-event';
import { createServedJournal, type ServedJournal } from '../../support/served-journal';
import { until } from '../../support/until';

const bounds = { events: 12, weight: 1_000_000, pageEvents: 4, pageWeight: 1_000_000 };

type Follower = { readonly stop: AbortController; readonly pages: Array<Page>; readonly over: Promise<void> };
const eventsOf = ({ pages }: Follower) => pages.flatMap(({ events }) => events);
const isLive = ({ pages }: Follower): boolean => pages.some(({ live }) => live);

/** Takes page after page, each once `ready` says so. */
const follow = (
  subscribe: Journal['subscribe'],
  after: Position,
  ready: () => Promise<void> = async () => undefined,
): Follower => {
  const stop = new AbortController();
  const pages: Array<Page> = [];
  const run = async (): Promise<void> => {
    for await (const page of subscribe({ after, signal: stop.signal })) {
      pages.push(page);
      await ready();
    }
  };
  const over = run();
  over.catch(() => undefined);
  return { stop, pages, over };
};

const open = () => {
  const served = createServedJournal({ pause: nextTurn, pageEvents: 3 });
  return { served, subscribe: createSubscribe(served, bounds) };
};
const headOf = async (served: ServedJournal) => (await served.head(new AbortController().signal)) ?? 0n;

describe('those who follow one journal', () => {
  it('share one subscription, and the very events', async () => {
    const { served, subscribe } = open();
    served.append(20);
    const head = await headOf(served);
    const followers = Array.from({ length: 9 }, () => follow(subscribe, head));
    await until('all to be live', () => followers.every(isLive));
    served.append(10);
    await until('all to have seen all', () => followers.every((follower) => eventsOf(follower).length === 8));
    expect(served.begun()).toStrictEqual([head]);
    const [first, ...others] = followers.map(eventsOf);
    expect(first).toStrictEqual(served.shown().slice(-8));
    for (const events of others) events.forEach((event, index) => expect(event).toBe(first?.[index]));
    for (const { stop } of followers) stop.abort();
    await Promise.all(followers.map(async ({ over }) => over));
  });

  it('begin it with the first of them, and end it with the last', async () => {
    const { served, subscribe } = open();
    served.append(7);
    const [one, other] = [follow(subscribe, await headOf(served)), follow(subscribe, await headOf(served))];
    await until('both to be live', () => isLive(one) && isLive(other));
    one.stop.abort();
    await one.over;
    expect(served.open()).toBe(1);
    other.stop.abort();
    await other.over;
    await until('the subscription to end', () => served.open() === 0);
    served.append(5);
    const later = follow(subscribe, await headOf(served));
    await until('it to be live', () => isLive(later));
    expect(served.begun()).toStrictEqual([28n, 43n]);
    later.stop.abort();
    await later.over;
  });

  it('read for themselves what is no longer in memory, and share again what is', async () => {
    const { served, subscribe } = open();
    served.append(1);
    let held: () => void = () => undefined;
    const ready = async () => new Promise<void>((resolve) => void (held = resolve));
    const head = await headOf(served);
    const [quick, slow] = [follow(subscribe, head), follow(subscribe, head, ready)];
    await until('both to be live', () => isLive(quick) && isLive(slow));
    served.append(100);
    await until('the quick one to be far ahead', () => eventsOf(quick).length === 80);
    expect(served.begun()).toHaveLength(1);
    await until('the slow one to be there too', () => {
      held();
      return eventsOf(slow).length === 80;
    });
    expect(served.begun()).toHaveLength(2);
    expect(eventsOf(slow)).toStrictEqual(served.shown().slice(1));
    await until('its own subscription to end', () => {
      held();
      return served.open() === 1;
    });
    for (const { stop } of [quick, slow]) stop.abort();
    held();
    await Promise.all([quick.over, slow.over]);
  });

  it('are told all of them when it fails; who comes afterwards begins it anew, and misses nothing', async () => {
    const { served, subscribe } = open();
    served.append(3);
    const followers = [follow(subscribe, 0n), follow(subscribe, await headOf(served))];
    await until('both to be live', () => followers.every(isLive));
    served.breakOff();
    for (const { over } of followers) await expect(over).rejects.toThrow(JournalError);
    expect(served.open()).toBe(0);
    served.append(4);
    const again = follow(subscribe, followers[0]?.pages.at(-1)?.position ?? 0n);
    await until('it to be live', () => isLive(again));
    expect(eventsOf(again)).toStrictEqual(served.shown().slice(3));
    again.stop.abort();
    await again.over;
  });

  it('are told too when they were busy while it failed', async () => {
    const { served, subscribe } = open();
    served.append(3);
    let held: () => void = () => undefined;
    const busy = follow(subscribe, await headOf(served), async () => new Promise((resolve) => void (held = resolve)));
    await until('it to be live', () => isLive(busy));
    served.breakOff();
    await until('the subscription to be over', () => served.open() === 0);
    held();
    await expect(busy.over).rejects.toThrow(JournalError);
  });

  it('are not said to be live before they have come as far as the journal was when they began', async () => {
    const { served } = open();
    served.append(3);
    const heads = [0n, await headOf(served)];
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => void (release = resolve));
    const lateUpstream: Upstream = {
      head: async () => heads.shift(),
      subscribe: async function* (options) {
        await released;
        yield* served.subscribe(options);
      },
    };
    const follower = follow(createSubscribe(lateUpstream, bounds), 0n);
    await until('it to have begun', () => heads.length === 0);
    await nextTurn();
    expect(follower.pages).toStrictEqual([]);
    release();
    await until('it to be live', () => isLive(follower));
    expect(eventsOf(follower)).toStrictEqual(served.shown());
    follower.stop.abort();
    await follower.over;
  });

  it('are told of a journal that can not be asked for its end', async () => {
    const served = createServedJournal({ pause: nextTurn, pageEvents: 3 });
    const away = new JournalError('away', 'unavailable');
    const subscribe = createSubscribe({ ...served, head: async () => Promise.reject(away) }, bounds);
    await expect(follow(subscribe, 0n).over).rejects.toBe(away);
    expect(served.open()).toBe(0);
  });
});
