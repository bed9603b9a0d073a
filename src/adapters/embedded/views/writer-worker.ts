/**
 * The thread that owns the writing connection of the views, so that neither a step nor the copying back of the log ever
 * blocks the event loop. It answers each group of steps in its turn.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import * as E from 'fp-ts/Either';
import { toSentError } from '../sent-error';
import { openOrRemake, remake } from './open-database';
import { paceCheckpoints } from './pace-checkpoints';
import { rowsOf } from './step-groups';
import { sweepWhenDue } from './sweep-when-due';
import { createTakeSteps } from './take-step';
import type { FromWriter, StepAnswer, ToWriter, WriterStart, WriteStep } from './writer-messages';

const open = ({ file, remake: isDamaged }: WriterStart) => {
  if (isDamaged) return { database: remake(file), remade: true };
  let remade = false;
  const database = openOrRemake(file, () => {
    remade = true;
  });
  return { database, remade };
};

const attempt = <A>(work: () => A): E.Either<unknown, A> => E.tryCatch(work, (cause) => cause);
const failed = (cause: unknown): Extract<FromWriter, { kind: 'failed' }> => ({
  kind: 'failed',
  error: toSentError(cause),
});
const answered = (work: () => FromWriter): FromWriter => {
  const answer = attempt(work);
  return E.isRight(answer) ? answer.right : failed(answer.left);
};

const answerOf = (taken: E.Either<unknown, boolean>): StepAnswer => {
  if (E.isLeft(taken)) return failed(taken.left);
  return { kind: taken.right ? 'taken' : 'moved' };
};
const rowsWritten = (step: WriteStep, taken: E.Either<unknown, boolean> | undefined): number => {
  if (taken === undefined || E.isLeft(taken) || !taken.right) return 0;
  return rowsOf(step);
};

const serve = (port: MessagePort, start: WriterStart): FromWriter => {
  const { database, remade } = open(start);
  const takeSteps = createTakeSteps(database);
  const pace = paceCheckpoints(database);
  const sweeping = sweepWhenDue(database, pace.wrote);

  const take = (steps: ReadonlyArray<WriteStep>): FromWriter => {
    pace.check();
    sweeping.check();
    const taken = takeSteps(steps);
    pace.wrote(steps.reduce((rows, step, index) => rows + rowsWritten(step, taken[index]), 0));
    return { kind: 'steps', answers: taken.map(answerOf) };
  };
  // Statements that wait for the garbage collector keep the connection, so the log is copied back here and not by `close`.
  const end = (copyBack: boolean): FromWriter => {
    sweeping.end();
    if (copyBack) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    return { kind: 'ended' };
  };
  port.on('message', (message: ToWriter) => {
    const isLast = message.kind === 'end';
    port.postMessage(answered(() => (message.kind === 'end' ? end(message.copyBack) : take(message.steps))));
    if (isLast) port.close();
  });
  return { kind: 'ready', remade };
};

const start = (port: MessagePort): void => {
  const opened = answered(() => serve(port, workerData as WriterStart));
  port.postMessage(opened);
  if (opened.kind === 'failed') port.close();
};

if (parentPort !== null) start(parentPort);
