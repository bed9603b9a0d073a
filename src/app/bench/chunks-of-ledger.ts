import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../adapters/embedded/journal/open-embedded-journal';
import type { Clock } from '../../domain/ports/clock';
import type { NewEvent, StoredEvent } from '../../domain/shared/stored-event';

/** What was stored by one append: the requests of a chunk's recipients, and that it was processed. */
export type StoredChunk = { readonly stream: string; readonly events: ReadonlyArray<NewEvent> };

const toNewEvent = ({ id, type, data, metadata }: StoredEvent): NewEvent => ({ id, type, data, metadata });

/** A chunk is stored by one append, so its events follow one another. */
const inStreams = async function* (events: AsyncIterable<StoredEvent>): AsyncGenerator<StoredChunk> {
  let held: { stream: string; events: Array<NewEvent> } = { stream: '', events: [] };
  for await (const event of events) {
    if (event.stream !== held.stream) {
      if (held.events.length > 0) yield held;
      held = { stream: event.stream, events: [] };
    }
    held.events.push(toNewEvent(event));
  }
  if (held.events.length > 0) yield held;
} satisfies (events: AsyncIterable<StoredEvent>) => AsyncGenerator<StoredChunk>;

/** The chunks of all batches of a ledger that nobody serves, in the order in which they were stored. */
export const chunksOfLedger = async function* (dataDir: string, clock: Clock): AsyncGenerator<StoredChunk> {
  const opened = await openEmbeddedJournal({ dataDir, clock })();
  if (E.isLeft(opened)) throw new Error('the ledger of the benchmark does not open', { cause: opened.left });
  const { journal, close } = opened.right;
  try {
    yield* inStreams(journal.readAll({ filter: { streamPrefixes: ['chunk-'] } }));
  } finally {
    await close();
  }
} satisfies (dataDir: string, clock: Clock) => AsyncGenerator<StoredChunk>;
