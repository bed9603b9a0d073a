import { createLinkedList, type Node } from './linked-list';
import type { Message } from './message';

/** A message that waits, and how it is taken out of where it waits. */
export type Waiting = { readonly message: Message; readonly take: () => void };

/**
 * What waits for a consumer: first what was delivered before, by its place in the source, then what was parked before,
 * then what is new.
 */
export type Lines = {
  readonly add: (message: Message) => Waiting;
  readonly putBack: (message: Message) => void;
  readonly waiting: () => Iterable<Waiting>;
  readonly sizes: () => { readonly fresh: number; readonly retries: number };
};

export const createLines = (): Lines => {
  const retries = createLinkedList<Message>();
  const replays = createLinkedList<Message>();
  const fresh = createLinkedList<Message>();
  const behind =
    ({ order }: Message) =>
    (other: Message): boolean =>
      other.order > order;
  return {
    add: (message) => {
      const line = message.replayed ? replays : fresh;
      const node = line.append(message);
      return { message, take: () => line.remove(node) };
    },
    putBack: (message) => {
      (message.replayed ? replays : retries).insert(message, behind(message));
    },
    waiting: function* () {
      for (const line of [retries, replays, fresh]) {
        const takeFrom = (node: Node<Message>) => (): void => line.remove(node);
        for (const node of line.nodes()) yield { message: node.value, take: takeFrom(node) };
      }
    },
    sizes: () => ({ fresh: fresh.size(), retries: retries.size() + replays.size() }),
  };
};
