import type { Journal, JournalUnavailable } from '../../../domain/ports/journal';
import type { JournalEngine } from '../../../domain/ports/journal-engine';
import type { JournalDamaged } from './damage';

export type EmbeddedJournal = {
  readonly journal: Journal;
  /** The same journal, as a server of EventStoreDB's protocol needs it. */
  readonly engine: JournalEngine;
  /** Finishes the appends in hand; reads and subscriptions that go on after it end with a JournalError. */
  readonly close: () => Promise<void>;
};

export type OpenFailure = JournalDamaged | JournalUnavailable;
