import * as E from 'fp-ts/Either';
import { batch } from '../../domain/batch';
import type { BatchCommand } from '../../domain/batch/commands';
import { batchStream } from '../../domain/batch/names';
import type { Appended, AppendFailure } from '../../domain/ports/journal';
import type { Instant } from '../../domain/shared/codecs';
import type { Actor } from '../../domain/shared/recorded';
import type { NewEvent, Revision } from '../../domain/shared/stored-event';
import { toNewEvents } from '../commands/to-new-events';
import type { BatchDeps } from './batch-deps';

type Deps = Pick<BatchDeps, 'writer' | 'limits'>;
type Outcome = E.Either<AppendFailure, Appended | undefined>;

export type BatchWriter = {
  /** Answers where the append ended that it made necessary; undefined: what it wrote waits to be appended with more. */
  readonly write: (causeId: string, command: BatchCommand, at: Instant) => Promise<Outcome>;
  /** Appends what waits. */
  readonly flush: () => Promise<Outcome>;
};

/**
 * A batch's stream as its one writer has it in hand: it decides on what it wrote itself, and reads nothing again. Events
 * are appended as many together as one append carries.
 */
export const createBatchWriter = (
  { writer, limits }: Deps,
  batchId: string,
  by: { readonly actor: Actor; readonly causedBy: string },
): BatchWriter => {
  const stream = batchStream(batchId);
  let state = batch.initialState;
  let expected: Revision | 'no-stream' = 'no-stream';
  let waiting: ReadonlyArray<NewEvent> = [];
  let bytes = 0;

  const flush = async (): Promise<Outcome> => {
    if (waiting.length === 0) return E.right(undefined);
    const appended = await writer.append({ stream, expected, events: waiting })();
    if (E.isLeft(appended)) return appended;
    expected = appended.right.revision;
    waiting = [];
    bytes = 0;
    return appended;
  };

  return {
    flush,
    write: async (causeId, command, at) => {
      const decided = batch.decide(command, state);
      if (E.isLeft(decided)) throw new Error(`The writer of a batch was refused: ${decided.left._tag}`);
      state = decided.right.reduce(batch.evolve, state);
      const cause = { ...by, id: causeId, correlationId: batchId, at };
      const events = toNewEvents(writer.namespace, stream, cause, decided.right);
      const size = Buffer.byteLength(JSON.stringify(events.map(({ data }) => data)));
      const flushed = bytes + size > limits.appendBytes ? await flush() : E.right(undefined);
      if (E.isLeft(flushed)) return flushed;
      waiting = [...waiting, ...events];
      bytes += size;
      return flushed;
    },
  };
};
