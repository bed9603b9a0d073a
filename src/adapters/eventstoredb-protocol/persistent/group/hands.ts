import { type Consumer, createConsumer, hasRoom } from './consumer';
import { createFlights, type Flights } from './flights';
import type { StrategyName } from './group-settings';
import type { ConsumerId } from './inputs';
import type { Lines, Waiting } from './lines';
import type { Message } from './message';
import { createStrategy } from './strategies/create-strategy';
import type { NoChoice } from './strategies/strategy';

type Give = (message: Message, consumer: Consumer) => void;

/** The consumers, and what each of them holds. */
export type Hands = {
  readonly flights: Flights;
  readonly consumers: () => ReadonlyArray<Consumer>;
  readonly join: (id: ConsumerId, slots: number) => void;
  /** What it held comes back. */
  readonly leave: (id: ConsumerId) => ReadonlyArray<Message>;
  /** Gives out what waits as far as there is room for it, in the order of the lines. */
  readonly giveOut: (lines: Lines, give: Give) => void;
  /** Gives out one that has just come, where nothing else that waits could be given before it came. */
  readonly offer: (waiting: Waiting, give: Give) => void;
};

export const createHands = (strategyName: StrategyName): Hands => {
  const strategy = createStrategy(strategyName);
  const flights = createFlights();
  const consumers = new Map<ConsumerId, Consumer>();
  const consumerHasRoom = (id: ConsumerId): boolean => {
    const consumer = consumers.get(id);
    return consumer !== undefined && hasRoom(consumer);
  };
  const tryOne = ({ message, take }: Waiting, give: Give): NoChoice | 'given' | 'held-back' => {
    // Another event with the same id is out: an answer could be meant for either, so this one waits.
    if (flights.of(message.id) !== undefined) return 'held-back';
    const choice = strategy.choose(message.bucket, consumerHasRoom);
    if (typeof choice === 'string') return choice;
    const consumer = consumers.get(choice);
    if (consumer === undefined) return 'wait';
    take();
    give(message, consumer);
    return 'given';
  };
  return {
    flights,
    consumers: () => [...consumers.values()],
    join: (id, slots) => {
      strategy.joined(id, flights.inBucket);
      consumers.set(id, createConsumer(id, slots));
    },
    leave: (id) => {
      const consumer = consumers.get(id);
      if (consumer === undefined) return [];
      consumers.delete(id);
      strategy.left(id);
      const held = flights.heldBy(consumer);
      held.forEach(flights.end);
      return held.map(({ message }) => message);
    },
    giveOut: (lines, give) => {
      const blocked = new Set<number>();
      for (const waiting of lines.waiting()) {
        const { bucket } = waiting.message;
        if (blocked.has(bucket)) continue;
        const outcome = tryOne(waiting, give);
        if (outcome === 'full') return;
        if (outcome === 'wait') blocked.add(bucket);
      }
    },
    offer: tryOne,
  };
};
