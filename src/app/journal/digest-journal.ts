import { createHash } from 'node:crypto';
import type { Journal } from '../../domain/ports/journal';
import { canonicalJson } from '../../domain/shared/json';
import type { StoredEvent } from '../../domain/shared/stored-event';

export type JournalDigest = { readonly events: number; readonly sha256: string };

/** Everything that a ledger says of an event, but its position, which is another one in another journal. */
const lineOf = ({ stream, revision, id, type, data, metadata }: StoredEvent): string =>
  `${JSON.stringify([stream, revision.toString(), id, type])}${canonicalJson(data)}${canonicalJson(metadata)}\n`;

/** Count and SHA-256 over the first `limit` events in journal order: equal for two journals only if they say the same. */
export const digestJournal = async (
  journal: Journal,
  limit: number,
  onEvent: () => void = () => undefined,
): Promise<JournalDigest> => {
  const hash = createHash('sha256');
  let events = 0;
  for await (const event of journal.readAll({ limit })) {
    hash.update(lineOf(event));
    events += 1;
    onEvent();
  }
  return { events, sha256: hash.digest('hex') };
};
