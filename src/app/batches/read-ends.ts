import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { batch } from '../../domain/batch';
import { type BatchAccepted, type BatchEvent, batchEvents } from '../../domain/batch/events';
import { batchStream } from '../../domain/batch/names';
import type { BatchState } from '../../domain/batch/state';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
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

/** A batch by its first and its last event: where it stands, without its recipients, of whom there may be a million. */
export const readEnds = (journal: Journal, batchId: string): TE.TaskEither<JournalUnavailable, BatchEnds> => {
  const stream = batchStream(batchId);
  return pipe(
    readHistory(journal, stream, { limit: 1 }),
    TE.bindTo('first'),
    TE.bind('last', () => readHistory(journal, stream, { direction: 'backwards', limit: 1 })),
    TE.map(({ first, last }) => endsOf(last[0]?.id === first[0]?.id ? first : [...first, ...last])),
  );
};
