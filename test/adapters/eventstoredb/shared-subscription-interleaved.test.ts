import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { createSubscribe } from '../../../src/adapters/eventstoredb/subscribe';
import { type Journal, JournalError, type Page } from '../../../src/domain/ports/journal';
import type { Position, StoredEvent } from '../../../src/domain/shared/stored-event';
import { createServedJournal } from '../../support/served-journal';

const bounds = { events: 12, weight: 1_000_000, pageEvents: 4, pageWeight: 1_000_000 };
const positions = (events: ReadonlyArray<StoredEvent>) => events.map(({ position }) => position);

type Doing = { readonly append: number } | { readonly breakOff: true } | { readonly followFromBack: number };
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ append: fc.integer({ min: 1, max: 25 }) }) },
  { weight: 1, arbitrary: fc.constant({ breakOff: true } as const) },
  { weight: 3, arbitrary: fc.record({ followFromBack: fc.nat({ max: 50 }) }) },
);

type Follower = { readonly after: Position; readonly eventTypes?: ReadonlyArray<string>; readonly pages: Array<Page> };

/** A journal whose every answer, and followers whose every step, come in the order that the scheduler makes up. */
const open = (scheduler: fc.Scheduler) => {
  const pause = async (): Promise<void> => scheduler.schedule(Promise.resolve());
  const served = createServedJournal({ pause, pageEvents: 5 });
  const subscribe: Journal['subscribe'] = createSubscribe(served, bounds);
  const stop = new AbortController();
  const followers: Array<Follower> = [];
  const overs: Array<Promise<void>> = [];

  /** Asks again from where it came to, as often as it is cut off. */
  const insist = async ({ after, eventTypes, pages }: Follower): Promise<void> => {
    const filter = eventTypes === undefined ? {} : { filter: { eventTypes } };
    while (!stop.signal.aborted)
      try {
        const from = pages.at(-1)?.position ?? after;
        for await (const page of subscribe({ after: from, signal: stop.signal, ...filter })) {
          pages.push(page);
          await pause();
        }
      } catch (error) {
        if (!(error instanceof JournalError)) throw error;
      }
  };
  const begin = (after: Position, thirds: boolean): void => {
    const follower = { after, pages: [], ...(thirds ? { eventTypes: ['Third'] } : {}) };
    followers.push(follower);
    overs.push(insist(follower));
  };
  /** Lets happen what is due until there is nothing more to come. */
  const settle = async (isOver: () => boolean): Promise<void> => {
    while (!isOver())
      if (scheduler.count() > 0) await scheduler.waitNext(1);
      else await nextTurn();
  };
  return { served, pause, stop, followers, overs, begin, settle };
};

describe('whoever follows a journal', () => {
  it('sees every event behind its position once, in order, whoever is faster, slower or cut off', async () => {
    const steps = fc.array(doing, { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, async (scheduler, todo) => {
        const { served, pause, stop, followers, overs, begin, settle } = open(scheduler);
        const carryOut = async (): Promise<void> => {
          for (const one of todo) {
            await pause();
            if ('append' in one) served.append(one.append);
            else if ('breakOff' in one) served.breakOff();
            else begin(served.shown().at(-one.followFromBack - 1)?.position ?? 0n, one.followFromBack % 2 === 0);
          }
          begin(0n, false);
        };
        let isCarriedOut = false;
        const carrying = carryOut().then(() => {
          isCarriedOut = true;
        });
        const end = (): Position => served.shown().at(-1)?.position ?? 0n;
        const isThere = ({ pages }: Follower): boolean =>
          pages.at(-1)?.live === true && pages.at(-1)!.position >= end();
        await settle(() => isCarriedOut && followers.every(isThere));
        await carrying;
        for (const { after, eventTypes, pages } of followers) {
          const due = served
            .shown()
            .filter(({ position, type }) => position > after && eventTypes?.includes(type) !== false);
          expect(positions(pages.flatMap(({ events }) => events))).toStrictEqual(positions(due));
          expect(pages.every(({ events, position }) => events.every((event) => event.position <= position))).toBe(true);
          expect(pages.every(({ events }) => events.length <= 5)).toBe(true);
        }
        stop.abort();
        await settle(() => scheduler.count() === 0 && served.open() === 0);
        await Promise.all(overs);
      }),
    );
  });
});
