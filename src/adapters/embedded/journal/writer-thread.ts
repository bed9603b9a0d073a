import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as E from 'fp-ts/Either';
import type { JournalUnavailable } from '../../../domain/ports/journal';
import type { JournalDamaged } from './damage';
import type { Group } from './group';
import type { Progress } from './verify-events';
import { type FromWriter, type ToWriter, type WriterStart, fromSentError } from './writer-messages';

export type CommittedGroup = Extract<FromWriter, { kind: 'committed' }>;

export type WriterThread = {
  readonly head: number;
  /** One at a time. A left means that nothing is known of the group; `alive` tells whether another may be tried here. */
  readonly commit: (group: Group) => Promise<E.Either<unknown, CommittedGroup>>;
  readonly alive: () => boolean;
  readonly close: () => Promise<void>;
};

export type StartFailure = JournalDamaged | JournalUnavailable;

const died = (cause?: unknown): Error => new Error('the thread that writes the journal has died', { cause });
const unavailable = (cause: unknown): JournalUnavailable => ({ _tag: 'JournalUnavailable', cause });

/** The copy of the environment makes NODE_OPTIONS hold for the thread, so that it runs wherever its process does. */
const startWorker = (workerData: WriterStart): Worker =>
  new Worker(join(__dirname, `writer-worker${extname(__filename)}`), { workerData, env: { ...process.env } });

/** Resolves once the journal is verified and can be written to. */
export const startWriterThread = async (
  start: WriterStart,
  onProgress: (progress: Progress) => void,
): Promise<E.Either<StartFailure, WriterThread>> => {
  const worker = startWorker(start);
  let alive = true;
  let answer: (message: E.Either<unknown, FromWriter>) => void = () => undefined;
  const nextAnswer = async () =>
    new Promise<E.Either<unknown, FromWriter>>((resolve) => {
      answer = resolve;
    });
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      alive = false;
      answer(E.left(died()));
      resolve();
    });
  });
  worker.on('error', (error) => {
    alive = false;
    answer(E.left(died(error)));
  });
  worker.on('message', (message: FromWriter) => {
    if (message.kind === 'progress') onProgress(message.progress);
    else answer(E.right(message));
  });
  const post = (message: ToWriter, transfer: ReadonlyArray<ArrayBuffer> = []): void => {
    worker.postMessage(message, transfer);
  };

  const thread = (head: number): WriterThread => ({
    head,
    commit: async (group) => {
      if (!alive) return E.left(died());
      const answered = nextAnswer();
      post({ kind: 'commit', group }, [group.records]);
      return E.chain(asCommitted)(await answered);
    },
    alive: () => alive,
    close: async () => {
      post({ kind: 'close' });
      await exited;
    },
  });
  const opened = await nextAnswer();
  if (E.isRight(opened) && opened.right.kind === 'ready') return E.right(thread(opened.right.head));
  await exited;
  return E.left(asStartFailure(opened));
};

const asCommitted = (message: FromWriter): E.Either<unknown, CommittedGroup> => {
  if (message.kind === 'committed') return E.right(message);
  return E.left(message.kind === 'failed' ? fromSentError(message.error) : died());
};

const asStartFailure = (opened: E.Either<unknown, FromWriter>): StartFailure => {
  if (E.isLeft(opened)) return unavailable(opened.left);
  const message = opened.right;
  if (message.kind === 'damaged') return { _tag: 'JournalDamaged', ...message.damage };
  return unavailable(message.kind === 'unavailable' ? fromSentError(message.error) : died());
};
