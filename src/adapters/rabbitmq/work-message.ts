import { ChunkWork, Work } from '../../domain/ports/work-queue';
import type { Priority } from '../../domain/shared/codecs';
import { decodeJson } from '../../domain/shared/decode-json';
import type { Outgoing } from './confirming';
import { bulkKey, type BrokerNames, deliverKey, laterQueue } from './names';

const priorityOf: Readonly<Record<Priority, number>> = { P0: 10, P1: 7, P2: 5, P3: 2 };

/** Codecs of work transform nothing: it is its own JSON. */
const toBody = (work: Work | ChunkWork): Buffer => Buffer.from(JSON.stringify(work));
const about = ({ priority }: Work | ChunkWork) => ({
  priority: priorityOf[priority],
  contentType: 'application/json',
});

export const workMessage =
  (names: BrokerNames) =>
  (work: Work): Outgoing => ({
    exchange: names.work,
    key: deliverKey(work.channel),
    body: toBody(work),
    options: about(work),
  });

export const chunkMessage =
  (names: BrokerNames) =>
  (work: ChunkWork): Outgoing => ({ exchange: names.work, key: bulkKey, body: toBody(work), options: about(work) });

/** Work of `queue` that goes back there after a rest. */
export const laterMessage = (queue: string, work: Work | ChunkWork, restMillis: number): Outgoing => ({
  exchange: '',
  key: laterQueue(queue),
  body: toBody(work),
  options: { ...about(work), expiration: restMillis },
});

/** Undefined where it is none of the ledger's. */
export const toWork = (body: Buffer): Work | undefined => decodeJson(Work)(body.toString());

/** Undefined where it is none of the ledger's. */
export const toChunkWork = (body: Buffer): ChunkWork | undefined => decodeJson(ChunkWork)(body.toString());
