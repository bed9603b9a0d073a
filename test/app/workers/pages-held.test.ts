import * as E from 'fp-ts/Either';
import type { Fold } from '../../../src/app/workers/run-projection-fold';
import { followJournal } from '../../../src/app/workers/run-projection-follow';
import { createViewProgress } from '../../../src/app/workers/view-progress';
import type { Journal, Page } from '../../../src/domain/ports/journal';
import { collectGarbage } from '../../support/memory-use';
import { createTestClock } from '../../support/test-clock';

const PAGES = 5;

/** Each page is reached from nowhere but by whoever was given it. */
const createPages = () => {
  const pages: Array<WeakRef<Page>> = [];
  const next = (): Page => {
    const page = { events: [], live: true, position: BigInt(pages.length + 1) };
    pages.push(new WeakRef(page));
    return page;
  };
  const subscribe: Journal['subscribe'] = async function* ({ signal }) {
    while (pages.length < PAGES) yield next();
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  };
  return { subscribe, pages };
};

const nothing = E.right(undefined);
const start = { ledgerId: 'ledger-1', position: 0n, eventId: '' };
const fold: Fold = {
  ...{ prepare: () => undefined, take: async () => nothing, flush: async () => nothing, look: async () => nothing },
  ...{ stored: () => start, seen: () => start, unknownEvents: () => 0 },
  standings: () => [{ name: 'inbox', stored: 0n, seen: 0n }],
};

describe('whoever follows the journal for a view', () => {
  it('holds no page that is folded, while it waits for the time to look at the view', async () => {
    const { subscribe, pages } = createPages();
    const clock = createTestClock();
    const ending = new AbortController();
    let steps = 0;
    const taken = new Promise<void>((resolve) => {
      const onStep = (): void => {
        steps += 1;
        if (steps === PAGES) resolve();
      };
      const journal = { subscribe } as unknown as Journal;
      const progress = createViewProgress(clock);
      void followJournal({ view: 'inbox', journal, clock, progress, fold, onStep }, ending.signal);
    });
    await taken;
    await collectGarbage();
    expect(pages.slice(0, -1).map((page) => page.deref())).toStrictEqual(pages.slice(0, -1).map(() => undefined));
    ending.abort();
  });
});
