import type { ConsumerId, Delivery } from '../group/inputs';

/** A call that consumes. */
export type NewConsumer = {
  /** How many it takes at a time. */
  readonly slots: number;
  readonly username: string;
  readonly connectionName: string;
  readonly deliver: (delivery: Delivery) => void;
  /** Need not be sent any more, if it was not. */
  readonly withdraw: (id: string) => void;
  /** The group is gone, or not the same any more. */
  readonly drop: () => void;
};

/** Who is connected, by the name that the group knows them by. */
export type Desk = {
  readonly enter: (consumer: NewConsumer) => ConsumerId;
  readonly leave: (id: ConsumerId) => void;
  readonly find: (id: ConsumerId) => NewConsumer | undefined;
  readonly size: () => number;
  readonly dropAll: () => void;
};

export const createDesk = (): Desk => {
  const consumers = new Map<ConsumerId, NewConsumer>();
  let last = 0;
  return {
    enter: (consumer) => {
      last += 1;
      consumers.set(last, consumer);
      return last;
    },
    leave: (id) => {
      consumers.delete(id);
    },
    find: (id) => consumers.get(id),
    size: () => consumers.size,
    dropAll: () => {
      const all = [...consumers.values()];
      consumers.clear();
      for (const { drop } of all) drop();
    },
  };
};
