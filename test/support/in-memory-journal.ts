import * as E from 'fp-ts/Either';
import type {
  AllReadOptions,
  AppendFailure,
  ExpectedRevision,
  Filter,
  Journal,
  Page,
  StreamReadOptions,
} from '../../src/domain/ports/journal';
import { JournalError } from '../../src/domain/ports/journal';
import type { NewEvent, StoredEvent } from '../../src/domain/shared/stored-event';

export type InMemoryJournal = Journal & {
  /** Every reading and appending fails while it is away. */
  readonly setAway: (away: boolean) => void;
  /** Forgets everything: another journal under the same name. */
  readonly clear: () => void;
};

const pageSize = 512;

const passes = ({ streamPrefixes, eventTypes }: Filter, { stream, type }: StoredEvent): boolean =>
  (streamPrefixes === undefined || streamPrefixes.some((prefix) => stream.startsWith(prefix))) &&
  (eventTypes === undefined || eventTypes.includes(type));

const revisionBefore = (expected: ExpectedRevision, head: bigint): bigint => {
  if (expected === 'no-stream') return -1n;
  return typeof expected === 'bigint' ? expected : head;
};

/** The last of the events, where all of them stand after `from` already. */
const repeated = (
  present: ReadonlyArray<StoredEvent>,
  from: bigint,
  added: ReadonlyArray<NewEvent>,
): StoredEvent | undefined => {
  const there = present.slice(Number(from) + 1, Number(from) + 1 + added.length);
  return there.length === added.length && there.every(({ id }, i) => id === added[i]?.id) ? there.at(-1) : undefined;
};

/** A journal in an array, for tests of what stands on one; as durable as the test. */
export const createInMemoryJournal = (): InMemoryJournal => {
  let events: Array<StoredEvent> = [];
  let away = false;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const sleep = async (signal: AbortSignal): Promise<void> => {
    if (!signal.aborted) await new Promise<void>((resolve) => waiting.add(resolve));
  };
  const check = (): void => {
    if (away) throw new JournalError('the journal is away', 'unavailable');
  };
  const streamOf = (stream: string) => events.filter((event) => event.stream === stream);

  const write = (
    stream: string,
    expected: ExpectedRevision,
    added: ReadonlyArray<NewEvent>,
  ): E.Either<AppendFailure, { revision: bigint; position: bigint }> => {
    if (away) return E.left({ _tag: 'JournalUnavailable', cause: 'away' });
    const present = streamOf(stream);
    const head = BigInt(present.length) - 1n;
    const from = revisionBefore(expected, head);
    const last = repeated(present, from, added);
    if (last !== undefined) return E.right({ revision: last.revision, position: last.position });
    if (from !== head) return E.left({ _tag: 'Conflict', stream, actual: head === -1n ? 'no-stream' : head });
    // As JSON gives them back, so that nothing is shared with who appended.
    for (const [index, event] of added.entries())
      events.push({
        ...(JSON.parse(JSON.stringify(event)) as NewEvent),
        stream,
        revision: head + BigInt(index) + 1n,
        position: BigInt(events.length) + 1n,
      });
    wake();
    return E.right({ revision: head + BigInt(added.length), position: BigInt(events.length) });
  };

  const readStream = async function* (stream: string, options: StreamReadOptions = {}): AsyncGenerator<StoredEvent> {
    check();
    const { direction = 'forwards', from, limit = Infinity } = options;
    const forwards = direction === 'forwards';
    const ordered = forwards ? streamOf(stream) : streamOf(stream).reverse();
    const found = ordered.filter(
      ({ revision }) => from === undefined || (forwards ? revision >= from : revision <= from),
    );
    yield* found.slice(0, limit);
  };

  const readAll = async function* (options: AllReadOptions = {}): AsyncGenerator<StoredEvent> {
    check();
    const { direction = 'forwards', after = 0n, from = 0n, before, limit = Infinity, filter = {} } = options;
    const within = events.filter((event) =>
      direction === 'forwards'
        ? event.position > after && event.position >= from
        : before === undefined || event.position < before,
    );
    const found = (direction === 'forwards' ? within : within.reverse()).filter((event) => passes(filter, event));
    yield* found.slice(0, limit);
  };

  return {
    append: (stream, expected, added) => async () => write(stream, expected, added),
    readStream,
    readAll,
    subscribe: async function* ({ after, filter = {}, signal }): AsyncGenerator<Page> {
      let position = after;
      signal.addEventListener('abort', wake);
      for (let first = true; !signal.aborted; first = false) {
        check();
        const next = events.filter((event) => event.position > position).slice(0, pageSize);
        position = next.at(-1)?.position ?? position;
        const live = position === BigInt(events.length);
        if (first || next.length > 0) yield { events: next.filter((event) => passes(filter, event)), position, live };
        // Asked anew: something may have been appended while the page was being taken.
        if (position === BigInt(events.length)) await sleep(signal);
      }
    },
    head: () => async () =>
      away ? E.left({ _tag: 'JournalUnavailable', cause: 'away' }) : E.right(BigInt(events.length)),
    setAway: (now) => {
      away = now;
      wake();
    },
    clear: () => {
      events = [];
    },
  };
};
