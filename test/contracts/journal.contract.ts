import type { Journal } from '../../src/domain/ports/journal';
import { journalAppendLaws } from './journal-append.laws';
import { journalConcurrencyLaws } from './journal-concurrency.laws';
import { journalModelLaws } from './journal-model.laws';
import { journalReadLaws } from './journal-read.laws';
import { journalSubscribeLaws } from './journal-subscribe.laws';

export type OpenedJournal = { readonly journal: Journal; readonly close: () => Promise<void> };

/**
 * What every Journal owes its callers. Each case has streams of its own, so that one server will do for all of them; nobody
 * else writes to it meanwhile. Positions need not be dense, and the system's own events may lie between those of others.
 */
export const journalContract = (name: string, open: () => Promise<OpenedJournal>): void => {
  describe(`the journal, ${name}`, () => {
    let opened: OpenedJournal;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => opened.close());
    const journal = (): Journal => opened.journal;

    journalAppendLaws(journal);
    journalModelLaws(journal);
    journalReadLaws(journal);
    journalSubscribeLaws(journal);
    journalConcurrencyLaws(journal);
  });
};
