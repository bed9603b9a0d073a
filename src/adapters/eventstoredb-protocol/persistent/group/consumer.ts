import type { ConsumerId } from './inputs';
import type { Message } from './message';

const LATENCIES_KEPT = 1000;

/** What a consumer holds, and what is counted of it. */
export type Consumer = {
  readonly id: ConsumerId;
  readonly slots: number;
  /** Delivered to it and not answered yet. */
  readonly holds: Set<Message>;
  delivered: number;
  deliveredAtLastMeasurement: number;
  /** Of the last answers, in milliseconds. */
  readonly latencies: Array<number>;
};

export const createConsumer = (id: ConsumerId, slots: number): Consumer => ({
  id,
  slots,
  holds: new Set(),
  delivered: 0,
  deliveredAtLastMeasurement: 0,
  latencies: [],
});

export const hasRoom = (consumer: Consumer): boolean => consumer.holds.size < consumer.slots;

export const noteLatency = (consumer: Consumer, millis: number): void => {
  consumer.latencies.push(millis);
  if (consumer.latencies.length > LATENCIES_KEPT) consumer.latencies.shift();
};
