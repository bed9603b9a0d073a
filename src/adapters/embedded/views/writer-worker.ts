/**
 * The thread that owns the writing connection of the views, so that neither a step nor the copying back of the log ever
 * blocks the event loop. It answers each step in its turn.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { toSentError } from '../sent-error';
import { openOrRemake, remake } from './open-database';
import { paceCheckpoints } from './pace-checkpoints';
import { sweepWhenDue } from './sweep-when-due';
import { createTakeStep } from './take-step';
import type { FromWriter, ToWriter, WriterStart, WriteStep } from './writer-messages';

const open = ({ file, remake: isDamaged }: WriterStart) => {
  if (isDamaged) return { database: remake(file), remade: true };
  let remade = false;
  const database = openOrRemake(file, () => {
    remade = true;
  });
  return { database, remade };
};

const serve = (port: MessagePort, start: WriterStart): FromWriter => {
  const { database, remade } = open(start);
  const takeStep = createTakeStep(database);
  const pace = paceCheckpoints(database);
  const sweeping = sweepWhenDue(database, pace.wrote);

  const take = (step: WriteStep): FromWriter => {
    pace.check();
    sweeping.check();
    if (!takeStep(step)) return { kind: 'moved' };
    pace.wrote('count' in step ? step.count + 1 : 1);
    return { kind: 'done' };
  };
  // Statements that wait for the garbage collector keep the connection, so the log is copied back here and not by `close`.
  const end = (copyBack: boolean): FromWriter => {
    sweeping.end();
    if (copyBack) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    return { kind: 'done' };
  };
  port.on('message', (message: ToWriter) => {
    port.postMessage(answered(() => (message.kind === 'end' ? end(message.copyBack) : take(message))));
    if (message.kind === 'end') port.close();
  });
  return { kind: 'ready', remade };
};

const answered = (work: () => FromWriter): FromWriter => {
  try {
    return work();
  } catch (error) {
    return { kind: 'failed', error: toSentError(error) };
  }
};

const start = (port: MessagePort): void => {
  const opened = answered(() => serve(port, workerData as WriterStart));
  port.postMessage(opened);
  if (opened.kind === 'failed') port.close();
};

if (parentPort !== null) start(parentPort);
