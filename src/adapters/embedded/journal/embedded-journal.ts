import type { Journal, JournalUnavailable } from '../../../domain/ports/journal';
import type { JournalDamaged } from './damage';

export type EmbeddedJournal = {
  readonly journal: Journal;
  /** Finishes the appends in hand; reads and subscriptions that go on after it end with a JournalError. */
  readonly close: () => Promise<void>;
};

export type OpenFailure = JournalDamaged | JournalUnavailable;
