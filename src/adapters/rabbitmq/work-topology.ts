import { channels } from '../../domain/shared/codecs';
import { bulkKey, bulkQueue, type BrokerNames, deliverKey, deliverQueue, laterQueue, markerQueue } from './names';
import { type Topology, waitingRoom } from './topology';

const MOST_URGENT = 10;

/** A priority queue for each channel and one for chunks of batches, a waiting room beside it for what is put off, and the marker's queue. */
export const workTopology = (names: BrokerNames): Topology => {
  const queues = [
    ...channels.map((channel) => ({ key: deliverKey(channel), name: deliverQueue(names, channel) })),
    { key: bulkKey, name: bulkQueue(names) },
  ];
  return {
    exchanges: [names.work],
    queues: [
      ...queues.map(({ name }) => ({ name, options: { durable: true, maxPriority: MOST_URGENT } })),
      ...queues.map(({ name }) => waitingRoom(laterQueue(name), name)),
      { name: markerQueue(names), options: { durable: true } },
    ],
    bindings: queues.map(({ name, key }) => ({ queue: name, exchange: names.work, key })),
  };
};
