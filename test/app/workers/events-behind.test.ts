import * as E from 'fp-ts/Either';
import { eventsBehind } from '../../../src/app/workers/events-behind';
import type { StoredEvent } from '../../../src/domain/shared/stored-event';
import { createInMemoryJournal } from '../../support/in-memory-journal';
import { newEvent } from '../../support/journal-events';

/** A journal whose positions have nothing to do with how many events there are. */
const sparse = (count: number) => ({
  readAll: async function* ({ after = 0n, limit = Infinity } = {}): AsyncGenerator<StoredEvent> {
    for (let n = 0; n < count && n < limit; n += 1)
      yield { ...newEvent(), stream: 'a-1', revision: BigInt(n), position: after + 1_000n * BigInt(n + 1) };
  },
});

describe('what a view has not folded yet', () => {
  it('is counted, whatever the positions are', async () => {
    expect(await eventsBehind(sparse(3))(7n)()).toStrictEqual(E.right(3));
  });

  it('is counted up to a thousand', async () => {
    expect(await eventsBehind(sparse(5_000))(7n)()).toStrictEqual(E.right(1_000));
  });

  it('is not known while the journal is away', async () => {
    const journal = createInMemoryJournal();
    journal.setAway(true);
    expect(await eventsBehind(journal)(7n)()).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
  });
});
