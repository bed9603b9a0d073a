import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import type { JournalUnavailable } from '../../../domain/ports/journal';
import { fromSentError } from '../sent-error';
import { startWorkerThread } from '../worker-thread';
import type { JournalDamaged } from './damage';
import type { Group } from './group';
import type { Progress } from './verify-events';
import type { FromWriter, ToWriter, WriterStart } from './writer-messages';

type Ready = Extract<FromWriter, { kind: 'ready' }>;
export type CommittedGroup = Extract<FromWriter, { kind: 'committed' }>;

export type WriterThread = {
  readonly head: number;
  /** Up to there no stream has metadata or a tombstone; false where that is not known. */
  readonly plain: boolean;
  /** One at a time. A left means that nothing is known of the group; `alive` tells whether another may be tried here. */
  readonly commit: (group: Group) => Promise<E.Either<unknown, CommittedGroup>>;
  readonly alive: () => boolean;
  readonly close: () => Promise<void>;
};

export type StartFailure = JournalDamaged | JournalUnavailable;

const unexpected = ({ kind }: FromWriter): Error => new Error(`the thread that writes the journal answered ${kind}`);
const unavailable = (cause: unknown): JournalUnavailable => ({ _tag: 'JournalUnavailable', cause });

/** Resolves once the journal is verified and can be written to. */
export const startWriterThread = async (
  workerData: WriterStart,
  onProgress: (progress: Progress) => void,
): Promise<E.Either<StartFailure, WriterThread>> => {
  const { started, ask, alive, exited } = startWorkerThread<ToWriter, FromWriter>({
    script: join(__dirname, 'writer-worker'),
    workerData,
    what: 'the thread that writes the journal',
    takeAside: (message) => {
      if (message.kind === 'progress') onProgress(message.progress);
      return message.kind === 'progress';
    },
  });
  const thread = ({ head, plain }: Ready): WriterThread => ({
    head,
    plain,
    commit: async (group) => E.chain(asCommitted)(await ask({ kind: 'commit', group }, [group.records])),
    alive,
    close: async () => {
      await ask({ kind: 'close' });
      await exited;
    },
  });
  const opened = await started;
  if (E.isRight(opened) && opened.right.kind === 'ready') return E.right(thread(opened.right));
  await exited;
  return E.left(asStartFailure(opened));
};

const asCommitted = (message: FromWriter): E.Either<unknown, CommittedGroup> => {
  if (message.kind === 'committed') return E.right(message);
  return E.left(message.kind === 'failed' ? fromSentError(message.error) : unexpected(message));
};

const asStartFailure = (opened: E.Either<unknown, FromWriter>): StartFailure => {
  if (E.isLeft(opened)) return unavailable(opened.left);
  const message = opened.right;
  if (message.kind === 'damaged') return { _tag: 'JournalDamaged', ...message.damage };
  return unavailable(message.kind === 'unavailable' ? fromSentError(message.error) : unexpected(message));
};
