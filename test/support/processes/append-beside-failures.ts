/**
 * `append-beside-failures`: appends while the calls of another client of this process fail, in each of the ways in which the
 * client's own code lets that escape. Prints what became of each append; a process that lives prints `alive` at the end.
 */
import { once } from 'node:events';
import * as E from 'fp-ts/Either';
import { openEventStoreDbJournal } from '../../../src/adapters/eventstoredb/open-eventstoredb-journal';
import { systemClock } from '../../../src/adapters/system/clock';
import type { Journal } from '../../../src/domain/ports/journal';
import { cuttable } from '../cuttable';
import { newEvent } from '../journal-events';
import { acknowledge } from '../eventstoredb-messages';
import { startMisbehaving } from '../misbehaving-eventstoredb';
import { right } from '../right';
import { until } from '../until';

const limits = { answerMillis: 20_000, patienceMillis: 3_000 };
const open = async (url: string) => right(await openEventStoreDbJournal({ url, clock: systemClock, limits })());
const append = async (journal: Journal, text = ''): Promise<string> => {
  const event = newEvent({ metadata: { text } });
  const answer = await journal.append(`one-${event.id}`, 'no-stream', [event])();
  return E.isRight(answer) ? 'stored' : answer.left._tag;
};
const say = (what: string, answers: ReadonlyArray<string>): void =>
  console.log(`${what}: ${[...new Set(answers)].join()}`);

/** The answer to an append comes after the call of the other client has failed, and the client has forgotten the append. */
const lateAnswer = async (): Promise<void> => {
  const held: Array<() => void> = [];
  const slow = await startMisbehaving({
    onAppend: (call, request) => void held.push(() => acknowledge(call, request)),
  });
  const broken = await startMisbehaving({
    onAppend: (call) => call.emit('error', { code: 13, details: 'broken off' }),
  });
  const [one, other] = [await open(slow.url), await open(broken.url)];
  const waiting = append(one.journal);
  await until('the append to be taken', () => held.length === 1);
  say('the one that fails', [await append(other.journal)]);
  say('the one that waits meanwhile', [await waiting]);
  for (const answer of held.splice(0)) answer();
  const next = append(one.journal);
  await until('the next append to be taken', () => held.length === 1);
  for (const answer of held.splice(0)) answer();
  say('the next one', [await next]);
  await Promise.all([one.close(), other.close()]);
  slow.stop();
  broken.stop();
};

/** The connection is cut while more is written than the server takes. */
const fullCall = async (): Promise<void> => {
  const server = await startMisbehaving();
  const way = await cuttable(server.url);
  const { journal, close } = await open(way.url);
  say('before', [await append(journal)]);
  way.hold();
  const appends = Array.from({ length: 250 }, async () => append(journal, 'x'.repeat(20_000)));
  await new Promise(setImmediate);
  way.cut();
  say('those of a full call', await Promise.all(appends));
  await close();
  await way.close();
  server.stop();
};

/** No node of the cluster is found any more. */
const lostCluster = async (): Promise<void> => {
  const server = await startMisbehaving();
  const cluster = `esdb+discover://127.0.0.1:${String(server.port)}?tls=false&maxDiscoverAttempts=1`;
  const { journal, close } = await open(cluster);
  say('found', [await append(journal)]);
  server.stop();
  say('lost', [...(await Promise.all([append(journal), append(journal)])), await append(journal)]);
  await close();
};

const main = async (): Promise<void> => {
  await lateAnswer();
  await fullCall();
  await lostCluster();
  // What escaped would have been noticed by now.
  setImmediate(() => console.log('alive'));
  await once(process, 'beforeExit');
};

void main();
