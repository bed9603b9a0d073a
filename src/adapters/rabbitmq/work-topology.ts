import { channels } from '../../domain/shared/codecs';
import { type BrokerNames, deliverKey, deliverQueue, laterQueue, markerQueue } from './names';
import { type Topology, waitingRoom } from './topology';

const MOST_URGENT = 10;

/** A priority queue for each channel, a waiting room beside it for what is put off, and the marker's queue. */
export const workTopology = (names: BrokerNames): Topology => {
  const queues = channels.map((channel) => ({ channel, name: deliverQueue(names, channel) }));
  return {
    exchanges: [names.work],
    queues: [
      ...queues.map(({ name }) => ({ name, options: { durable: true, maxPriority: MOST_URGENT } })),
      ...queues.map(({ name }) => waitingRoom(laterQueue(name), name)),
      { name: markerQueue(names), options: { durable: true } },
    ],
    bindings: queues.map(({ name, channel }) => ({ queue: name, exchange: names.work, key: deliverKey(channel) })),
  };
};
