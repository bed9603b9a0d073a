import { createLinkedList, type Node } from './linked-list';
import type { Message } from './message';

/** How many events were seen up to a place, and the place. */
export type Mark = { readonly count: bigint; readonly place: bigint | undefined };

/** Messages in the order of their source, of which the first one is asked for again and again. */
export type Unsettled = {
  readonly add: (message: Message) => void;
  readonly settle: (message: Message) => void;
  readonly first: () => Message | undefined;
  readonly bytes: () => number;
};

export const createUnsettled = (): Unsettled => {
  const order = createLinkedList<Message>();
  const nodes = new Map<Message, Node<Message>>();
  let bytes = 0;
  return {
    add: (message) => {
      nodes.set(message, order.append(message));
      bytes += message.bytes;
    },
    settle: (message) => {
      const node = nodes.get(message);
      if (node === undefined) return;
      nodes.delete(message);
      order.remove(node);
      bytes -= message.bytes;
    },
    first: order.first,
    bytes: () => bytes,
  };
};
