import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { batch } from '../../domain/batch';
import { type BatchAccepted, type BatchEvent, batchEvents } from '../../domain/batch/events';
import { batchStream } from '../../domain/batch/names';
import type { BatchState } from '../../domain/batch/state';
import type { EventType } from '../../domain/events';
import type { Journal, JournalUnavailable, StreamReadOptions } from '../../domain/ports/journal';
import type { Recorded } from '../../domain/shared/recorded';
import type { Position } from '../../domain/shared/stored-event';
import { ofAggregate } from '../commands/execute';
import { type History, readHistory } from '../commands/read-history';

export type BatchEnds = {
  readonly history: History;
  /** Its status is true; how many recipients an open one has is not. */
  readonly state: BatchState;
  readonly accepted: Recorded<BatchAccepted> | undefined;
  readonly position: Position;
};

const READ_AT_ONCE = 8;
/** What follows a batch's seal. */
const afterItsSeal: ReadonlySet<EventType> = new Set<EventType>([
  'BatchPaused',
  'BatchResumed',
  'BatchCancelled',
  'BatchFailed',
  'BatchCompleted',
  'BatchClosed',
]);

/** The seal and what follows it; of a batch that has none, its last event. Also of a long end only a few are read at once. */
const readEnd = async (journal: Journal, stream: string): Promise<E.Either<JournalUnavailable, History>> => {
  const end: Array<History[number]> = [];
  let options: StreamReadOptions = { direction: 'backwards', limit: READ_AT_ONCE };
  for (;;) {
    const found = await readHistory(journal, stream, options)();
    if (E.isLeft(found)) return found;
    for (const recorded of found.right) {
      end.unshift(recorded);
      if (!afterItsSeal.has(recorded.event.type)) return E.right(end);
    }
    const last = found.right.at(-1);
    if (last === undefined || last.revision === 0n) return E.right(end);
    options = { ...options, from: last.revision - 1n };
  }
};

const endsOf = (history: History): BatchEnds => {
  const events = ofAggregate<BatchEvent>(batchEvents, history);
  const first = events[0];
  return {
    history,
    state: events.reduce((state, { event }) => batch.evolve(state, event), batch.initialState),
    accepted: first?.event.type === 'BatchAccepted' ? (first as Recorded<BatchAccepted>) : undefined,
    position: history.at(-1)?.position ?? 0n,
  };
};

/** A batch by its first event and its end: where it stands, without its recipients, of whom there may be a million. */
export const readEnds = (journal: Journal, batchId: string): TE.TaskEither<JournalUnavailable, BatchEnds> => {
  const stream = batchStream(batchId);
  return pipe(
    readHistory(journal, stream, { limit: 1 }),
    TE.bindTo('first'),
    TE.bind('end', () => async () => readEnd(journal, stream)),
    TE.map(({ first, end }) => endsOf(end[0]?.id === first[0]?.id ? end : [...first, ...end])),
  );
};
