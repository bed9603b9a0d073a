import type { Consumer } from '../group/consumer';

/** Of what was delivered: in all, since somebody asked last, and how many that makes in a second. */
export type Throughput = {
  readonly total: number;
  readonly sinceLast: number;
  readonly averagePerSecond: number;
};

const throughput = (total: number, before: number, millis: number): Throughput => ({
  total,
  sinceLast: total - before,
  averagePerSecond: millis > 0 ? Math.trunc(((total - before) * 1000) / millis) : 0,
});

export type Meter = {
  /** Begins the next measurement. */
  readonly measure: (
    total: number,
    consumers: ReadonlyArray<Consumer>,
    now: number,
  ) => { readonly all: Throughput; readonly of: (consumer: Consumer) => Throughput };
};

/** As EventStoreDB counts: from one asking to the next, whoever asks. */
export const createMeter = (startedAt: number): Meter => {
  let totalBefore = 0;
  let measuredAt = startedAt;
  return {
    measure: (total, consumers, now) => {
      const millis = now - measuredAt;
      const all = throughput(total, totalBefore, millis);
      const each = new Map<Consumer, Throughput>();
      for (const consumer of consumers) {
        each.set(consumer, throughput(consumer.delivered, consumer.deliveredAtLastMeasurement, millis));
        consumer.deliveredAtLastMeasurement = consumer.delivered;
      }
      totalBefore = total;
      measuredAt = now;
      return { all, of: (consumer) => each.get(consumer) ?? throughput(consumer.delivered, 0, 0) };
    },
  };
};
