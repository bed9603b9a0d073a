import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { fromSentError } from '../sent-error';
import { startWorkerThread } from '../worker-thread';
import { createStepGroups } from './step-groups';
import type { FromWriter, StepAnswer, ToWriter, WriterStart, WriteStep } from './writer-messages';

export type WriterThread = {
  /** The file was begun anew. */
  readonly remade: boolean;
  /** Whether the step was taken; false where the view's checkpoint was another one. Rejects with what the writer met. */
  readonly take: (step: WriteStep) => Promise<boolean>;
  readonly alive: () => boolean;
  /** After the steps before it: copies the log back, and ends the thread. One that has died is only waited for. */
  readonly close: () => Promise<void>;
  /** The same, but leaves the file as it is. */
  readonly discard: () => Promise<void>;
};

const orThrow = (answer: E.Either<Error, FromWriter>): FromWriter => {
  if (E.isLeft(answer)) throw answer.left;
  if (answer.right.kind === 'failed') throw fromSentError(answer.right.error);
  return answer.right;
};

const wasTaken = (answer: StepAnswer): boolean | Error =>
  answer.kind === 'failed' ? fromSentError(answer.error) : answer.kind === 'taken';

/** Resolves once the file can be written to; rejects with the reason why it can't. */
export const startWriterThread = async (workerData: WriterStart): Promise<WriterThread> => {
  const { started, ask, alive, exited } = startWorkerThread<ToWriter, FromWriter>({
    script: join(__dirname, 'writer-worker'),
    workerData,
    what: 'the thread that writes the views',
  });
  const ready = orThrow(await started);
  const { take, sendAll } = createStepGroups(async (steps) => {
    const answer = orThrow(await ask({ kind: 'steps', steps }));
    return answer.kind === 'steps' ? answer.answers.map(wasTaken) : [];
  });
  // A thread in the midst of a statement must not be terminated: the driver takes the process with it.
  const end = async (copyBack: boolean): Promise<void> => {
    sendAll();
    const ended = alive() ? await ask({ kind: 'end', copyBack }) : undefined;
    await exited;
    if (ended !== undefined) orThrow(ended);
  };
  return {
    remade: ready.kind === 'ready' && ready.remade,
    take,
    alive,
    close: async () => end(true),
    discard: async () => end(false),
  };
};
