import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';
import { createWriter } from '../../../src/app/commands/create-writer';
import { openLedger } from '../../../src/app/compose/open-ledger';
import type { Journal } from '../../../src/domain/ports/journal';
import { createInMemoryJournal } from '../../support/in-memory-journal';
import { NAMESPACE } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { createTestClock } from '../../support/test-clock';

const clock = createTestClock();
const patience = { clock, tries: 1, signal: new AbortController().signal };
const openBy = (journal: Journal, id: string) =>
  openLedger({
    journal,
    writer: createWriter(journal, NAMESPACE, patience),
    clock,
    ids: { random: () => id, fraction: () => 0 },
  });

describe('a ledger', () => {
  it('has the id that it was opened with', async () => {
    const journal = createInMemoryJournal();
    expect(right(await openBy(journal, 'a')())).toBe('a');
    expect(right(await openBy(journal, 'b')())).toBe('a');
  });

  it('that two processes open at once has one id for both', async () => {
    const journal = createInMemoryJournal();
    // The other one comes between the look and the append.
    const interrupted: Journal = {
      ...journal,
      append: (...append) =>
        pipe(
          openBy(journal, 'b'),
          TE.orElse(() => TE.right('')),
          TE.chainW(() => journal.append(...append)),
        ),
    };
    expect(right(await openBy(interrupted, 'a')())).toBe('b');
    expect(right(await openBy(journal, 'c')())).toBe('b');
  });
});
