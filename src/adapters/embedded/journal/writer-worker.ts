/**
 * The thread that owns the journal's writing connection, so that neither an fsync nor a checkpoint ever blocks the event
 * loop. Its process sends it groups, one at a time, and gets back what became of them.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { toSentError } from '../sent-error';
import { meetFaultAfter, meetFaultBefore } from './commit-faults';
import { type Committed, commitGroup } from './commit-group';
import { DamageFound } from './damage';
import type { Group } from './group';
import { openHeadMarker } from './head-marker';
import { journalFiles } from './journal-files';
import { openToWrite } from './open-database';
import { openVerified } from './open-verified';
import { packOutcomes } from './outcomes';
import type { FromWriter, ToWriter, WriterStart } from './writer-messages';
import { createWriterStore } from './writer-store';

const serve = (port: MessagePort, { dataDir, verify, commitFaults }: WriterStart): void => {
  const files = journalFiles(dataDir);
  const send = (message: FromWriter, transfer: ReadonlyArray<ArrayBuffer> = []): void => {
    port.postMessage(message, transfer);
  };
  const { database, tombstones } = verify
    ? openVerified(files, (progress) => {
        send({ kind: 'progress', progress });
      })
    : // What the thread before this one knew of tombstones is gone with it.
      { database: openToWrite(files.database), tombstones: true };
  const store = createWriterStore(database, tombstones);
  const marker = openHeadMarker(files.marker);
  const beforeCommit = () => {
    if (commitFaults !== undefined) meetFaultBefore(commitFaults);
  };
  let afterFailure = false;

  const attempt = (group: Group): Committed | undefined => {
    try {
      // What a failed commit left in the log could later be taken for damage, so the log begins anew.
      if (afterFailure) store.checkpoint();
      afterFailure = true;
      const committed = commitGroup(store, group, beforeCommit);
      afterFailure = false;
      return committed;
    } catch (error) {
      send({ kind: 'failed', error: toSentError(error) });
      return undefined;
    }
  };

  /** Where the marker can't be written the thread dies: the commit stands, and its outcome is not known. */
  const commit = (group: Group): void => {
    const committed = attempt(group);
    if (committed === undefined) return;
    if (committed.head !== undefined) marker.write(committed.head);
    if (commitFaults !== undefined) meetFaultAfter(commitFaults);
    const outcomes = packOutcomes(committed.outcomes);
    const { added } = committed;
    send({ kind: 'committed', outcomes, records: group.records, added }, [outcomes.buffer, group.records]);
  };

  /** The log is emptied first: what can't be copied back, on a full disk, stays in it whole. */
  const close = (): void => {
    marker.close();
    store.checkpoint();
    store.close();
    port.close();
  };

  port.on('message', (message: ToWriter) => {
    if (message.kind === 'commit') commit(message.group);
    else close();
  });
  send({ kind: 'ready', head: store.lastPosition(), plain: !tombstones && !store.metadata.anywhere() });
};

const start = (port: MessagePort): void => {
  try {
    serve(port, workerData as WriterStart);
  } catch (error) {
    const message: FromWriter =
      error instanceof DamageFound
        ? { kind: 'damaged', damage: error.damage }
        : { kind: 'unavailable', error: toSentError(error) };
    port.postMessage(message);
    port.close();
  }
};

if (parentPort !== null) start(parentPort);
