import * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { BatchChunkQueued, BatchRecipient } from '../../domain/batch/events';
import { emptyManifest, withChunk } from '../../domain/batch/manifest';
import { batchStream, chunkStream } from '../../domain/batch/names';
import type { DomainEvent } from '../../domain/events';
import { type Journal, JournalError } from '../../domain/ports/journal';
import type { Vault } from '../../domain/ports/vault';
import type { Channel, NotificationId, UserId } from '../../domain/shared/codecs';
import type { Recorded } from '../../domain/shared/recorded';
import type { StoredEvent } from '../../domain/shared/stored-event';
import type { DeliveriesQuestions } from '../../projections/deliveries/questions';
import type { DeliveryRow } from '../../projections/deliveries/row';
import { readHistory } from '../commands/read-history';
import { historyJson } from '../history-json';
import { openHistory } from '../queries/open-history';

export type TellingBatch = {
  readonly journal: Journal;
  readonly vault: Vault;
  readonly deliveries: Pick<DeliveriesQuestions, 'deliveriesOfAll'>;
};

/** A line about a batch: an event of its stream, a chunk, one recipient, or, as the last one, the proof of its list. */
export type BatchLine = Readonly<Record<string, unknown>> & {
  readonly kind: 'event' | 'chunk' | 'recipient' | 'manifest';
};
/** A batch as auditors read it, in the order of its list, in constant memory. Throws a JournalError where it can't go on. */
export type TellBatch = (batchId: string) => AsyncIterable<BatchLine>;

const unavailable = (cause: unknown): JournalError =>
  new JournalError('a part of the history does not answer', 'unavailable', { cause });

const answered = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw unavailable(outcome.left);
  return outcome.right;
};

const read = (stored: StoredEvent): Recorded<DomainEvent> => {
  const recorded = decodeRecorded(stored);
  if (E.isRight(recorded)) return recorded.right;
  throw new JournalError(`${recorded.left._tag} ${stored.type} at position ${String(stored.position)}`, 'damaged');
};

type Told = {
  readonly notificationId: NotificationId;
  readonly userId: UserId;
  readonly channels: ReadonlyArray<Channel>;
};
/** What the stream of a chunk says of its recipients. */
type Chunk = {
  readonly outcome: 'processed' | 'skipped' | 'waiting';
  readonly told: ReadonlyMap<UserId, Told>;
  readonly refused: ReadonlyMap<UserId, string>;
  readonly last: Recorded<DomainEvent> | undefined;
};

const chunkOf = (history: ReadonlyArray<Recorded<DomainEvent>>): Chunk => {
  const told = new Map<UserId, Told>();
  const refused = new Map<UserId, string>();
  let outcome: Chunk['outcome'] = 'waiting';
  for (const { event } of history) {
    if (event.type === 'NotificationRequested') told.set(event.data.userId, event.data);
    if (event.type === 'BatchChunkSkipped') outcome = 'skipped';
    if (event.type !== 'BatchChunkProcessed') continue;
    outcome = 'processed';
    for (const { userId, reason } of event.data.rejected) refused.set(userId, reason);
  }
  return { outcome, told, refused, last: history.at(-1) };
};

const deliveriesJson = (rows: ReadonlyArray<DeliveryRow>): ReadonlyArray<object> =>
  rows.map(({ channel, status, why }) => ({ channel, status, why }));

const recipientLine = (
  { outcome, told, refused }: Chunk,
  { userId }: BatchRecipient,
  index: number,
  rows: ReadonlyMap<NotificationId, ReadonlyArray<DeliveryRow>>,
): BatchLine => {
  const about = { kind: 'recipient', chunk: index, userId } as const;
  const request = told.get(userId);
  if (request !== undefined) {
    const { notificationId } = request;
    return {
      ...about,
      outcome: 'accepted',
      notificationId,
      deliveries: deliveriesJson(rows.get(notificationId) ?? []),
    };
  }
  const reason = refused.get(userId);
  if (reason !== undefined) return { ...about, outcome: 'rejected', reason };
  return { ...about, outcome: outcome === 'skipped' ? 'untold' : 'waiting' };
};

const deliveriesIn = async (
  { deliveries }: TellingBatch,
  { told }: Chunk,
): Promise<ReadonlyMap<NotificationId, ReadonlyArray<DeliveryRow>>> => {
  if (told.size === 0) return new Map();
  const { value } = answered(await deliveries.deliveriesOfAll([...told.values()])());
  const rows = new Map<NotificationId, Array<DeliveryRow>>();
  for (const row of value) rows.set(row.notificationId, [...(rows.get(row.notificationId) ?? []), row]);
  return rows;
};

const tellChunk = async function* (deps: TellingBatch, { data }: BatchChunkQueued): AsyncGenerator<BatchLine> {
  const { batchId, index, recipients } = data;
  const chunk = chunkOf(answered(await readHistory(deps.journal, chunkStream(batchId, index))()));
  const { outcome, told, refused, last } = chunk;
  const place = last === undefined ? {} : { at: last.at, position: String(last.position) };
  const sums = { accepted: told.size, rejected: refused.size };
  yield { kind: 'chunk', chunk: index, recipients: recipients.length, outcome, ...sums, ...place };
  const rows = await deliveriesIn(deps, chunk);
  for (const recipient of recipients) yield recipientLine(chunk, recipient, index, rows);
};

export const createTellBatch = (deps: TellingBatch): TellBatch =>
  async function* (batchId) {
    let manifest = emptyManifest;
    let sealed: string | null = null;
    for await (const stored of deps.journal.readStream(batchStream(batchId))) {
      const recorded = read(stored);
      const { event } = recorded;
      if (event.type === 'BatchChunkQueued') {
        manifest = withChunk(manifest, event.data.recipients);
        yield* tellChunk(deps, event);
        continue;
      }
      if (event.type === 'BatchRecipientsSealed') sealed = event.data.digest;
      const [opened] = answered(await openHistory(deps)([recorded])());
      if (opened !== undefined) yield { kind: 'event', ...historyJson(opened) };
    }
    yield { kind: 'manifest', ...manifest, sealed, matches: sealed === manifest.digest };
  };
