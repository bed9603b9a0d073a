import * as E from 'fp-ts/Either';
import { eventsBehind } from '../../../src/app/workers/events-behind';
import type { Position, StoredEvent } from '../../../src/domain/shared/stored-event';
import { createInMemoryJournal } from '../../support/in-memory-journal';
import { newEvent } from '../../support/journal-events';
import { right } from '../../support/right';

/** So many events, a thousand apart: positions that have nothing to do with how many events there are. */
const sparse = (count: number) => {
  const state = { readings: 0 };
  const readAll = async function* ({ after = 0n, limit = Infinity } = {}): AsyncGenerator<StoredEvent> {
    state.readings += 1;
    const before = Number(after / 1_000n);
    for (let n = before; n < count && n < before + limit; n += 1)
      yield { ...newEvent(), stream: 'a-1', revision: BigInt(n), position: 1_000n * BigInt(n + 1) };
  };
  return { state, readAll };
};

const counted = async (journal: ReturnType<typeof sparse>, positions: ReadonlyArray<Position>) =>
  [...right(await eventsBehind(journal)(positions)())].map(([position, { events }]) => [position, events]);

describe('what a view has not folded yet', () => {
  it('is counted, whatever the positions are', async () => {
    expect(await counted(sparse(3), [7n])).toStrictEqual([[7n, 3]]);
  });

  it('is counted up to a thousand', async () => {
    expect(await counted(sparse(5_000), [7n])).toStrictEqual([[7n, 1_000]]);
  });

  it('is counted for all views in one reading where they are close to the end', async () => {
    const journal = sparse(10);
    const all = await counted(journal, [10_000n, 2_000n, 9_000n, 2_000n]);
    expect(all).toStrictEqual([
      [2_000n, 8],
      [9_000n, 1],
      [10_000n, 0],
    ]);
    expect(journal.state.readings).toBe(1);
  });

  it('is counted for each by itself where one is far behind', async () => {
    const all = await counted(sparse(2_000), [0n, 500_000n, 1_999_000n]);
    expect(all).toStrictEqual([
      [0n, 1_000],
      [500_000n, 1_000],
      [1_999_000n, 1],
    ]);
  });

  it('begins with the event that has waited longest', async () => {
    const behind = right(await eventsBehind(sparse(10))([7_000n])());
    expect(behind.get(7_000n)?.first?.position).toBe(8_000n);
  });

  it('is not known while the journal is away', async () => {
    const journal = createInMemoryJournal();
    journal.setAway(true);
    expect(await eventsBehind(journal)([7n])()).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
  });
});
