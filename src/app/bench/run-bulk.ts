import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import * as t from 'io-ts';
import type { Clock } from '../../domain/ports/clock';
import { batchesView } from '../../projections/batches/row';
import { inboxView } from '../../projections/inbox/row';
import { BatchSeen, batchPath } from '../cli/follow-batch';
import { askServer, readServer } from './ask-server';
import type { BenchServer } from './bench-server';
import type { BulkList } from './bulk-list';

const LOOK_EVERY_MILLIS = 50;
const SAMPLES = 20;
const unending = new AbortController().signal;

const Accepted = t.type({ batchId: t.string }, 'Accepted');
const Projections = t.type({ data: t.array(t.type({ name: t.string, position: t.string })) }, 'Projections');
const Inbox = t.type({ data: t.array(t.type({ body: t.string })) }, 'Inbox');

/** `position`: where it stands in the ledger once it is accepted. */
export type SentBatch = { readonly batchId: string; readonly position: string };

/** Sends the list; resolves with the batch once every recipient is accepted (202). */
export const sendList = async (server: BenchServer, { body }: BulkList): Promise<SentBatch> => {
  const call = { method: 'POST', path: '/notifications/bulk', stream: Readable.from([body]) } as const;
  const answer = await askServer(server, { ...call, headers: { 'content-type': 'application/x-ndjson' } });
  if (!Accepted.is(answer.body))
    throw new Error('the server of the benchmark answered with something else than a batch');
  return { batchId: answer.body.batchId, position: answer.headers.get('ledger-position') ?? '0' };
};

/** How far a batch has come that is under way, or completed: nothing else may become of it here. */
export const seeBatch = async (server: BenchServer, { batchId, position }: SentBatch): Promise<BatchSeen> => {
  const seen = await readServer(server, batchPath(batchId), BatchSeen, position);
  if (seen.status !== 'processing' && seen.status !== 'completed')
    throw new Error(`a batch of the benchmark is ${seen.status}`);
  return seen;
};

const positionsOf = async (server: BenchServer): Promise<(view: string) => bigint> => {
  const { data } = await readServer(server, '/ops/projections', Projections);
  return (view) => BigInt(data.find(({ name }) => name === view)?.position ?? 0);
};

/**
 * Resolves once every recipient is in the inbox: the batch's progress counts all of them, and the view of inboxes has come as
 * far as that of batches, which has seen the last chunk then.
 */
export const untilTold = async (server: BenchServer, batch: SentBatch, clock: Clock): Promise<void> => {
  for (;;) {
    const { processedUsers, totalUsers } = await seeBatch(server, batch);
    if (processedUsers === totalUsers) break;
    await clock.wait(LOOK_EVERY_MILLIS, unending);
  }
  const counted = (await positionsOf(server))(batchesView.name);
  while ((await positionsOf(server))(inboxView.name) < counted) await clock.wait(LOOK_EVERY_MILLIS, unending);
};

/** Throws unless nobody was refused, and some of the recipients, the last one among them, have it once, and as it should be. */
const expectTold = async (server: BenchServer, batch: SentBatch, { users, says }: BulkList): Promise<void> => {
  const { successCount } = await seeBatch(server, batch);
  if (successCount !== users.length) throw new Error(`${successCount} of ${users.length} recipients were told`);
  const step = Math.max(1, Math.floor(users.length / SAMPLES));
  for (let n = users.length - 1; n >= 0; n -= step) {
    const userId = users[n] ?? '';
    const { data } = await readServer(server, `/notifications?userId=${encodeURIComponent(userId)}`, Inbox);
    if (data.length !== 1 || data[0]?.body.includes(says(userId)) !== true)
      throw new Error('the inbox of a recipient of the benchmark is not as it should be');
  }
};

/** Recipients a second: of the upload until 202, and from then until all are in the inbox. */
export type BulkRates = { readonly accepted: number; readonly told: number };

/** A whole batch. `also`: what has to have happened, too, before all count as told. */
export const runBulk = async (
  server: BenchServer,
  list: BulkList,
  clock: Clock,
  also: () => Promise<void> = async () => undefined,
): Promise<BulkRates> => {
  const begun = performance.now();
  const batch = await sendList(server, list);
  const accepted = performance.now();
  await untilTold(server, batch, clock);
  await also();
  const told = performance.now();
  await expectTold(server, batch, list);
  const rate = (millis: number): number => (list.users.length * 1000) / millis;
  return { accepted: rate(accepted - begun), told: rate(told - accepted) };
};
