import { type BrokerNames, deadLetterQueue, eventQueue, retryQueue } from './names';
import { type Topology, waitingRoom } from './topology';

/** Parked messages stand in the ledger; their copies on the broker are for a look with its own tools, soon after. */
const MOST_DEAD_LETTERS = 10_000;
const LONGEST_DEAD_LETTER_MILLIS = 24 * 60 * 60_000;

/**
 * A queue for each event type with its `tiers` waiting rooms. How long a message waits there travels with the message, so
 * that other RETRY_DELAYS need no other queues.
 */
export const intakeTopology = (names: BrokerNames, eventTypes: ReadonlyArray<string>, tiers: number): Topology => {
  const dead = deadLetterQueue(names);
  const queues = eventTypes.map((eventType) => ({ eventType, name: eventQueue(names, eventType) }));
  const rooms = queues.flatMap(({ name }) =>
    Array.from({ length: tiers }, (_, index) => waitingRoom(retryQueue(name, index + 1), name)),
  );
  return {
    exchanges: [names.events, names.deadLetters],
    queues: [
      // Lazy: while the ledger is away, what piles up belongs on the broker's disk.
      ...queues.map(({ name }) => ({ name, options: { durable: true, queueMode: 'lazy' } })),
      ...rooms,
      {
        name: dead,
        options: {
          durable: true,
          maxLength: MOST_DEAD_LETTERS,
          messageTtl: LONGEST_DEAD_LETTER_MILLIS,
          overflow: 'drop-head',
          queueMode: 'lazy',
        },
      },
    ],
    bindings: [
      ...queues.map(({ name, eventType }) => ({ queue: name, exchange: names.events, key: eventType })),
      ...rooms.map(({ name }) => ({ queue: name, exchange: names.deadLetters, key: name })),
      { queue: dead, exchange: names.deadLetters, key: dead },
    ],
  };
};
