import type { BatchTopic } from '../../domain/ports/socket-gateway';
import type { Listener } from './registry';

/** Who watches which batch. */
export type Watching = {
  /** The topics are all that the socket watches from now on; false where they are more than one may have. */
  readonly set: (listener: Listener, topics: ReadonlyArray<BatchTopic>) => boolean;
  readonly leave: (listener: Listener) => void;
  readonly watched: () => ReadonlyMap<BatchTopic, number>;
  readonly of: (topic: BatchTopic) => Iterable<Listener>;
};

type Topic = { readonly listeners: Set<Listener>; begun: number };

const MOST_TOPICS = 20;

export const createWatching = (): Watching => {
  const topics = new Map<BatchTopic, Topic>();
  const leave = (listener: Listener): void => {
    for (const [name, { listeners }] of topics)
      if (listeners.delete(listener) && listeners.size === 0) topics.delete(name);
  };
  return {
    set: (listener, wanted) => {
      const names = new Set(wanted);
      if (names.size > MOST_TOPICS) return false;
      leave(listener);
      for (const name of names) {
        const topic = topics.get(name) ?? { listeners: new Set(), begun: 0 };
        topic.listeners.add(listener);
        topic.begun += 1;
        topics.set(name, topic);
      }
      return true;
    },
    leave,
    watched: () => new Map([...topics].map(([name, { begun }]) => [name, begun])),
    of: (topic) => topics.get(topic)?.listeners ?? [],
  };
};
