/** Facts about the ledger itself: its opening (`ledger-<id>`), and who read its history (`reads-<yyyy-mm>`). */
import * as t from 'io-ts';
import { eventCodec } from '../shared/event-codec';

/** What an auditor asked for; `subject` is an id, never a person's data. */
const read = { readId: t.string, what: t.string, subject: t.string };

export const ledgerEvents = {
  LedgerOpened: eventCodec('LedgerOpened', { ledgerId: t.string }),
  HistoryRead: eventCodec('HistoryRead', read),
} as const;
