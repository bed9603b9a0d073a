/** Who listens to which topic, in this process. */
export type Listeners = {
  readonly add: (topic: string, hear: (word: string) => void) => () => void;
  readonly tell: (topic: string, word: string) => void;
};

export const createListeners = (): Listeners => {
  const byTopic = new Map<string, Set<{ readonly hear: (word: string) => void }>>();
  return {
    add: (topic, hear) => {
      const listener = { hear };
      const listeners = byTopic.get(topic) ?? new Set();
      byTopic.set(topic, listeners.add(listener));
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) byTopic.delete(topic);
      };
    },
    tell: (topic, word) => {
      for (const { hear } of [...(byTopic.get(topic) ?? [])]) hear(word);
    },
  };
};
