import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as E from 'fp-ts/Either';

/** A left means that the thread has died, and that nothing is known of what it was asked. */
export type Answer<O> = E.Either<Error, O>;

/** A thread of this program that answers what it is asked, in the order in which it is asked. */
export type WorkerThread<I, O> = {
  /** What it says once it has started, before it is asked anything. */
  readonly started: Promise<Answer<O>>;
  readonly ask: (message: I, transfer?: ReadonlyArray<ArrayBuffer>) => Promise<Answer<O>>;
  readonly alive: () => boolean;
  readonly exited: Promise<void>;
};

export type WorkerThreadOptions<O> = {
  /** Its script, without the ending. */
  readonly script: string;
  readonly workerData: unknown;
  /** What it does, as its death is told: 'the thread that writes the journal'. */
  readonly what: string;
  /** Takes a message that is no answer; false for one that is. */
  readonly takeAside?: (message: O) => boolean;
};

/** What a thread works on comes and goes with each message; the runtime would give it three times as much. */
const YOUNG_MEGABYTES = 8;

/** The copy of the environment makes NODE_OPTIONS hold for the thread, so that it runs wherever its process does. */
const startWorker = ({ script, workerData }: WorkerThreadOptions<never>): Worker =>
  new Worker(`${script}${extname(__filename)}`, {
    workerData,
    env: { ...process.env },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });

export const startWorkerThread = <I, O>(options: WorkerThreadOptions<O>): WorkerThread<I, O> => {
  const { what, takeAside = () => false } = options;
  const worker = startWorker(options);
  const waiting: Array<(answer: Answer<O>) => void> = [];
  let alive = true;
  let cause: unknown;
  const died = (): Answer<never> => E.left(new Error(`${what} has died`, { cause }));
  const nextAnswer = async (): Promise<Answer<O>> =>
    new Promise((resolve) => {
      waiting.push(resolve);
    });
  // The error may overtake answers that were sent before it; the exit does not.
  worker.on('error', (error) => {
    alive = false;
    cause = error;
  });
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      alive = false;
      for (const answer of waiting.splice(0)) answer(died());
      resolve();
    });
  });
  worker.on('message', (message: O) => {
    if (!takeAside(message)) waiting.shift()?.(E.right(message));
  });
  return {
    started: nextAnswer(),
    ask: async (message, transfer = []) => {
      if (!alive) return died();
      // First, because what can't be sent throws, and is not waited for.
      worker.postMessage(message, transfer);
      return nextAnswer();
    },
    alive: () => alive,
    exited,
  };
};
