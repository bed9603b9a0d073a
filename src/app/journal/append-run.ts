import type { ExpectedRevision } from '../../domain/ports/journal';
import type { StoredEvent } from '../../domain/shared/stored-event';

/** Events that stand side by side in one stream, to be written in one append. */
export type AppendRun = {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: ReadonlyArray<StoredEvent>;
};

const MOST_EVENTS = 100;
/** Half of what one append may carry. An event alone may be larger, as its own append was. */
const MOST_BYTES = 512 * 1024;

const bytesOf = ({ data }: StoredEvent): number => Buffer.byteLength(JSON.stringify(data));

const runOf = (events: ReadonlyArray<StoredEvent>, { stream, revision }: StoredEvent): AppendRun => ({
  stream,
  expected: revision === 0n ? 'no-stream' : revision - 1n,
  events,
});

/** The same events in the same order, cut where the stream changes or an append would grow too large. */
export async function* appendRuns(events: AsyncIterable<StoredEvent>): AsyncGenerator<AppendRun> {
  let run: Array<StoredEvent> = [];
  let bytes = 0;
  for await (const event of events) {
    const [first] = run;
    const size = bytesOf(event);
    const fits = run.length < MOST_EVENTS && bytes + size <= MOST_BYTES;
    if (first !== undefined && (!fits || first.stream !== event.stream)) {
      yield runOf(run, first);
      [run, bytes] = [[], 0];
    }
    run.push(event);
    bytes += size;
  }
  const [first] = run;
  if (first !== undefined) yield runOf(run, first);
}
