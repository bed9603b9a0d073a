import * as E from 'fp-ts/Either';
import type { Fold } from '../../../src/app/workers/run-projection-fold';
import { followJournal } from '../../../src/app/workers/run-projection-follow';
import { createViewProgress } from '../../../src/app/workers/view-progress';
import type { Journal, Page } from '../../../src/domain/ports/journal';
import { partitionName, partitionOf } from '../../../src/domain/shared/partitions';
import type { StoredEvent } from '../../../src/domain/shared/stored-event';
import { createTestClock } from '../../support/test-clock';
import { until } from '../../support/until';

const PARTITIONS = 2;
const READER = 'u-1';
const done = E.right(undefined);
const names = Array.from({ length: PARTITIONS }, (_, index) => partitionName('inbox', index));
const readers = partitionName('inbox', partitionOf(READER, PARTITIONS));

/** A view whose partitions have all seen what none has stored; `take` ends when it is let. */
const createLagging = () => {
  const stored = new Map(names.map((name) => [name, 0n]));
  let seen = 0n;
  let letGo = (): void => undefined;
  const at = (position: bigint) => ({ ledgerId: 'ledger-1', position, eventId: '' });
  const fold: Fold = {
    ...{ prepare: () => undefined, look: async () => done, unknownEvents: () => 0 },
    ...{ stored: () => at(0n), seen: () => at(seen) },
    standings: () => names.map((name) => ({ name, stored: stored.get(name) ?? 0n, seen })),
    take: async () => {
      seen += 1n;
      if (seen > 1n) await new Promise<void>((resolve) => (letGo = resolve));
      return done;
    },
    flush: async (wanted = names) => {
      for (const name of wanted) stored.set(name, seen);
      return done;
    },
  };
  return { fold, stored: () => names.map((name) => stored.get(name)), seen: () => seen, letGo: () => letGo() };
};

it('stores every checkpoint that lags when its time has come, also where a reader has hurried one of them', async () => {
  const clock = createTestClock();
  const progress = createViewProgress(clock, PARTITIONS);
  const lagging = createLagging();
  const ending = new AbortController();
  let more = (): void => undefined;
  const page = (position: bigint): Page => ({ events: [{ position } as StoredEvent], live: true, position });
  const subscribe: Journal['subscribe'] = async function* ({ signal }) {
    yield page(1n);
    await new Promise<void>((resolve) => (more = resolve));
    yield page(2n);
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  };
  const following = { view: 'inbox', journal: { subscribe } as unknown as Journal, clock, progress };
  const followed = followJournal({ ...following, fold: lagging.fold, onStep: () => undefined }, ending.signal);
  await until('the first to be taken', () => lagging.seen() === 1n && clock.waiting() > 0);
  more();
  await until('the second to be in hand', () => lagging.seen() === 2n);
  void progress.reached('inbox', 99n, 600_000, READER);
  await clock.advance(1_001);
  lagging.letGo();
  await until('the reader to be served', () => lagging.stored()[names.indexOf(readers)] === 2n);
  await clock.advance(0);
  expect(lagging.stored()).toStrictEqual([2n, 2n]);
  ending.abort();
  await followed;
});
