import { DatabaseSync } from '@photostructure/sqlite';
import type { Clock } from '../../../domain/ports/clock';
import type { Outbox } from '../../../domain/ports/outbox';
import type { ProviderByChannel } from '../../../domain/ports/providers';
import type { Vault } from '../../../domain/ports/vault';
import type { Sealed } from '../../../domain/shared/codecs';
import { createLruCache } from '../../../domain/shared/lru-cache';
import { groupByTick } from '../group-by-tick';
import { ensurePrivateFile } from '../private-file';
import { transaction } from '../transaction';
import { listTaken } from './list-taken';
import { ofMail, ofPush, ofText } from './message';
import { outboxProvider } from './outbox-provider';
import { type NewRow, takenRows } from './taken-rows';

export type EmbeddedOutboxParts = { readonly file: string; readonly vault: Vault; readonly clock: Clock };
export type EmbeddedOutbox = {
  readonly outbox: Outbox;
  readonly providers: ProviderByChannel;
  readonly close: () => void;
};

/** How many messages are shown whole, secrets included, for as long as the process lives. */
const SHOWN_WHOLE = 1000;

/**
 * Keeps what a ledger without real providers would have sent: on disk the masked text; in memory, for a developer's eyes,
 * the last 1,000 as they would have gone out. Both are sealed under the recipient's key, so that an erasure reaches them.
 */
export const openEmbeddedOutbox = ({ file, vault, clock }: EmbeddedOutboxParts): EmbeddedOutbox => {
  ensurePrivateFile(file);
  const db = new DatabaseSync(file);
  const rows = takenRows(db);
  const store = groupByTick((group: ReadonlyArray<NewRow>) => transaction(db, () => group.map(rows.add)));
  const parts = { rows, store, vault, clock, shown: createLruCache<string, Sealed>(SHOWN_WHOLE) };
  return {
    outbox: { list: listTaken(parts) },
    providers: {
      email: outboxProvider(parts, ofMail),
      sms: outboxProvider(parts, ofText),
      push: outboxProvider(parts, ofPush),
    },
    close: () => {
      db.close();
    },
  };
};
