import { performance } from 'node:perf_hooks';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { callServer } from '../cli/call-server';
import { askServer } from './ask-server';
import type { BenchServer } from './bench-server';
import { bulkList } from './bulk-list';
import { type BulkScene, onWarmServer, type WithMemory } from './bulk-scene';
import { percentile } from './percentile';
import { seeBatch, sendList, untilTold } from './run-bulk';

/** Milliseconds from the request until it is in the inbox, half of them. */
export type Urgent = WithMemory<{ readonly idle: number; readonly busy: number }>;

const SAMPLES = 40;
/** Between two of them: the batch is to be disturbed by few. */
const PAUSE_MILLIS = 20;
/** Each waits for two seconds at the server. */
const LOOKS = 15;
/** Small ones are over soon. */
const MOST_BATCHES = 100;
const unending = new AbortController().signal;

const Inbox = t.type({ data: t.array(t.type({ title: t.string })) }, 'Inbox');

/** Answered once the inbox has come as far as the request stands. */
const inInbox = async (server: BenchServer, userId: string, position: string): Promise<boolean> => {
  const path = `/notifications?userId=${userId}&limit=1`;
  for (let look = 0; look < LOOKS; look += 1) {
    const answer = await callServer(server, { method: 'GET', path, headers: { 'ledger-position': position } });
    if (E.isRight(answer)) return Inbox.is(answer.right.body) && answer.right.body.data[0]?.title === userId;
  }
  return false;
};

/** One to a user who has none yet. */
const send = async (server: BenchServer, userId: string): Promise<number> => {
  const body = { userId, type: 'note', title: userId, body: 'It is urgent.', channels: ['websocket'], priority: 'P0' };
  const begun = performance.now();
  const { headers } = await askServer(server, { method: 'POST', path: '/notifications', body });
  if (!(await inInbox(server, userId, headers.get('ledger-position') ?? '')))
    throw new Error('an urgent notification of the benchmark did not come into the inbox');
  return performance.now() - begun;
};

type Sampling = {
  readonly server: BenchServer;
  readonly clock: BulkScene['clock'];
  readonly name: string;
  readonly millis: Array<number>;
};

/** One after the other, until there are enough, or what is under way beside them is over. */
const sampleWhile = async (
  { server, clock, name, millis }: Sampling,
  goesOn: () => Promise<boolean>,
): Promise<void> => {
  while (millis.length < SAMPLES) {
    const took = await send(server, `${name}-${String(millis.length)}`);
    if (!(await goesOn())) return;
    millis.push(took);
    await clock.wait(PAUSE_MILLIS, unending);
  }
};

/** Where a batch is over before there are enough, beside another one. */
const besideBatches = async (sampling: Sampling, recipients: number): Promise<void> => {
  const { server, clock, millis } = sampling;
  const list = bulkList('shared', recipients, 'b');
  for (let batch = 0; millis.length < SAMPLES; batch += 1) {
    if (batch === MOST_BATCHES) throw new Error('the batches are over too soon to send something beside them');
    const sent = await sendList(server, list);
    await sampleWhile({ ...sampling, name: `busy-${String(batch)}` }, async () => {
      const { processedUsers, totalUsers } = await seeBatch(server, sent);
      return processedUsers < totalUsers;
    });
    await untilTold(server, sent, clock);
  }
};

const half = (millis: ReadonlyArray<number>): number =>
  percentile(
    millis.toSorted((a, b) => a - b),
    0.5,
  );

/** Notifications at P0, sent one at a time, while nothing else is under way, and then while a batch at P3 is. */
export const urgentBesideBulk = async (scene: BulkScene): Promise<Urgent> =>
  onWarmServer(scene, { content: 'shared' }, async (server) => {
    const sampling = (name: string): Sampling => ({ server, clock: scene.clock, name, millis: [] });
    const [first, idle, busy] = [sampling('first'), sampling('idle'), sampling('busy')];
    await sampleWhile(first, async () => true);
    await sampleWhile(idle, async () => true);
    await besideBatches(busy, scene.recipients);
    return { idle: half(idle.millis), busy: half(busy.millis) };
  });
