import type { BatchEvent } from '../batch/events';
import { withChunk } from '../batch/manifest';
import { chunkStream } from '../batch/names';
import type { UserId } from '../shared/codecs';
import { type BatchTrace, begunBatch, endedBatch } from './batch-trace';
import { type Fault, when } from './fault';

type Of<T extends BatchEvent['type']> = Extract<BatchEvent, { readonly type: T }>['data'];
type Judgement = { readonly trace: BatchTrace; readonly faults: ReadonlyArray<Fault> };
/** Who was requested in the stream of a chunk. */
export type RequestedIn = (stream: string) => ReadonlyArray<UserId>;

const isSame = (one: ReadonlyArray<UserId>, other: ReadonlyArray<UserId>): boolean => {
  const sorted = [...other].sort();
  return one.length === other.length && [...one].sort().every((userId, index) => userId === sorted[index]);
};

const judgeChunk = (trace: BatchTrace, { batchId, index, recipients }: Of<'BatchChunkQueued'>): Judgement => {
  const userIds = recipients.map(({ userId }) => userId);
  const twice = userIds.filter((userId, place) => trace.recipients.has(userId) || userIds.indexOf(userId) !== place);
  userIds.forEach((userId) => trace.recipients.add(userId));
  trace.waiting.set(chunkStream(batchId, index), userIds);
  return {
    trace: { ...trace, manifest: withChunk(trace.manifest, recipients) },
    faults: [
      ...when(trace.status !== 'open', 'I5', `chunk ${index} comes after the end of the list`),
      ...when(index !== trace.manifest.chunks, 'I5', `chunk ${index} follows ${trace.manifest.chunks} chunks`),
      ...when(twice.length > 0, 'I5', `${twice.length} of the recipients of chunk ${index} are listed twice`),
    ],
  };
};

const judgeSeal = (trace: BatchTrace, { chunks, count, digest }: Of<'BatchRecipientsSealed'>): Judgement => ({
  trace: { ...trace, status: 'sealed' },
  faults: [
    ...when(trace.status !== 'open', 'I5', 'its list is sealed a second time'),
    ...when(
      chunks !== trace.manifest.chunks || count !== trace.manifest.count,
      'I5',
      `its seal counts ${count} recipients in ${chunks} chunks, ${trace.manifest.count} are listed`,
    ),
    ...when(digest !== trace.manifest.digest, 'I5', 'its seal has another digest than its list'),
  ],
});

const isCarriedOut = ({ status }: BatchTrace): boolean => status === 'sealed' || status === 'halted';

const judgeSkipped = (
  trace: BatchTrace,
  { batchId, index, untold }: Of<'BatchChunkSkipped'>,
  requestedIn: RequestedIn,
): Judgement => {
  const stream = chunkStream(batchId, index);
  const listed = trace.waiting.get(stream);
  const requested = requestedIn(stream);
  trace.waiting.delete(stream);
  return {
    trace: { ...trace, untold: trace.untold + untold },
    faults: [
      ...when(trace.status !== 'halted', 'I5', `chunk ${index} is skipped while the batch is ${trace.status}`),
      ...when(listed === undefined, 'I5', `chunk ${index} is skipped, but not listed or processed before`),
      ...when(requested.length > 0, 'I5', `chunk ${index} is skipped and has ${requested.length} requests`),
      ...when(listed !== undefined && listed.length !== untold, 'I5', `chunk ${index} has not ${untold} recipients`),
    ],
  };
};

const judgeOrder = (trace: BatchTrace, status: 'sealed' | 'halted'): Judgement => ({
  trace: { ...trace, status },
  faults: when(trace.status !== 'sealed', 'I5', `it is given an order while it is ${trace.status}`),
});

const judgeProcessed = (
  trace: BatchTrace,
  { batchId, index, accepted, rejected }: Of<'BatchChunkProcessed'>,
  requestedIn: RequestedIn,
): Judgement => {
  const stream = chunkStream(batchId, index);
  const listed = trace.waiting.get(stream);
  const requested = requestedIn(stream);
  const accountedFor = [...requested, ...rejected.map(({ userId }) => userId)];
  trace.waiting.delete(stream);
  return {
    trace: { ...trace, accepted: trace.accepted + accepted, rejected: trace.rejected + rejected.length },
    faults: [
      ...when(!isCarriedOut(trace), 'I5', `chunk ${index} is processed while the batch is ${trace.status}`),
      ...when(listed === undefined, 'I5', `chunk ${index} is processed, but not listed or a second time`),
      ...when(requested.length !== accepted, 'I5', `chunk ${index} has ${requested.length} requests, not ${accepted}`),
      ...when(
        listed !== undefined && !isSame(listed, accountedFor),
        'I5',
        `the recipients of chunk ${index} are not those that are listed`,
      ),
    ],
  };
};

type Sums = { readonly accepted: number; readonly rejected: number; readonly untold: number };

const judgeSums = (trace: BatchTrace, during: BatchTrace['status'], sums: Sums): Judgement => {
  const { accepted, rejected, untold } = sums;
  const differs = accepted !== trace.accepted || rejected !== trace.rejected || untold !== trace.untold;
  const counted = ({ accepted: a, rejected: r, untold: u }: Sums): string => `${a} + ${r} + ${u}`;
  const found = accepted + rejected + untold;
  return {
    trace: endedBatch(trace),
    faults: [
      ...when(trace.status !== during, 'I5', `it is summed up while it is ${trace.status}`),
      ...when(trace.waiting.size > 0, 'I5', `it is summed up with ${trace.waiting.size} chunks left`),
      ...when(differs, 'I5', `it counts ${counted(sums)}, its chunks ${counted(trace)}`),
      ...when(found !== trace.manifest.count, 'I5', `${found} of ${trace.manifest.count} are accounted for`),
    ],
  };
};

/** One more event of a batch or of one of its chunks: what is wrong with it (I5), and what to judge the next one by. */
export const judgeBatch = (known: BatchTrace | undefined, event: BatchEvent, requestedIn: RequestedIn): Judgement => {
  if (event.type === 'BatchAccepted') {
    const { kind, id } = event.data.origin;
    return {
      trace: begunBatch(JSON.stringify([kind, id])),
      faults: when(known !== undefined, 'I5', 'it is accepted a second time'),
    };
  }
  const trace = known ?? begunBatch('');
  const unknown = when(known === undefined, 'I5', 'nobody has accepted the batch');
  const { trace: next, faults } = judgeLater(trace, event, requestedIn);
  return { trace: next, faults: [...unknown, ...faults] };
};

const judgeLater = (
  trace: BatchTrace,
  event: Exclude<BatchEvent, { readonly type: 'BatchAccepted' }>,
  requestedIn: RequestedIn,
): Judgement => {
  switch (event.type) {
    case 'BatchChunkQueued':
      return judgeChunk(trace, event.data);
    case 'BatchRecipientsSealed':
      return judgeSeal(trace, event.data);
    case 'BatchChunkProcessed':
      return judgeProcessed(trace, event.data, requestedIn);
    case 'BatchAbandoned':
      return {
        trace: endedBatch(trace),
        faults: when(trace.status !== 'open', 'I5', `it is abandoned while it is ${trace.status}`),
      };
    case 'BatchPaused':
    case 'BatchResumed':
      return judgeOrder(trace, 'sealed');
    case 'BatchCancelled':
    case 'BatchFailed':
      return judgeOrder(trace, 'halted');
    case 'BatchChunkSkipped':
      return judgeSkipped(trace, event.data, requestedIn);
    case 'BatchCompleted':
      return judgeSums(trace, 'sealed', { ...event.data, untold: 0 });
    case 'BatchClosed':
      return judgeSums(trace, 'halted', event.data);
  }
};
