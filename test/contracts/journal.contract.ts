import type { Journal } from '../../src/domain/ports/journal';
import { journalAppendLaws } from './journal-append.laws';
import { journalConcurrencyLaws } from './journal-concurrency.laws';
import { journalModelLaws } from './journal-model.laws';
import { journalReadLaws } from './journal-read.laws';
import { journalSubscribeLaws } from './journal-subscribe.laws';

export type OpenedJournal = { readonly journal: Journal; readonly close: () => Promise<void> };

/** What every Journal owes its callers. Each case has streams of its own, so that one shared server will do. */
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
