import type { PersistentSubscriptionToAll, PersistentSubscriptionToStream, RecordedEvent } from '@eventstore/db-client';
import { until } from '../../../support/until';

type Subscription = PersistentSubscriptionToStream | PersistentSubscriptionToAll;
type Given = {
  readonly event?: RecordedEvent;
  readonly link?: RecordedEvent;
  readonly retryCount: number;
  readonly commitPosition?: bigint;
};

/** What a consumer got, and how it ended. */
export type Consuming = {
  readonly got: ReadonlyArray<Given>;
  /** `<revision>`, or `<revision> again <n>` of a retry. */
  readonly words: () => ReadonlyArray<string>;
  readonly received: (count: number) => Promise<ReadonlyArray<Given>>;
  readonly confirmed: () => Promise<void>;
  readonly failure: () => Promise<Error>;
  readonly ack: (...events: ReadonlyArray<Given | undefined>) => Promise<void>;
  readonly nack: (
    action: 'park' | 'retry' | 'skip' | 'stop',
    ...events: ReadonlyArray<Given | undefined>
  ) => Promise<void>;
  readonly leave: () => Promise<void>;
};

const inWords = ({ event, link, retryCount }: Given): string =>
  `${(event ?? link)?.revision}${retryCount === 0 ? '' : ` again ${retryCount}`}`;

export const consume = (subscription: Subscription): Consuming => {
  const got: Array<Given> = [];
  let failure: Error | undefined;
  let isConfirmed = false;
  subscription.on('data', (given: Given) => got.push(given));
  subscription.on('confirmation', () => {
    isConfirmed = true;
  });
  subscription.on('error', (error: Error) => {
    failure = error;
  });
  const present = (events: ReadonlyArray<Given | undefined>): Array<never> =>
    events.map((event) => {
      if (event === undefined) throw new Error('there is no such event');
      return event as never;
    });
  return {
    got,
    words: () => got.map(inWords),
    received: async (count) => {
      await until(`${count} events to arrive`, () => {
        if (failure !== undefined) throw failure;
        return got.length >= count;
      });
      return got.slice(0, count);
    },
    confirmed: async () => until('the confirmation', () => isConfirmed),
    failure: async () => {
      await until('the subscription to fail', () => failure !== undefined);
      return failure!;
    },
    ack: async (...events) => subscription.ack(...present(events)),
    nack: async (action, ...events) => subscription.nack(action, 'because', ...present(events)),
    leave: async () => subscription.unsubscribe(),
  };
};
