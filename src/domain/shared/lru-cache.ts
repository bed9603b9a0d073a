/** A map of at most `limit` entries that forgets the one that was asked for longest ago. */
export type LruCache<K, V> = {
  readonly get: (key: K) => V | undefined;
  readonly set: (key: K, value: V) => void;
  readonly delete: (key: K) => void;
  readonly clear: () => void;
};

export const createLruCache = <K, V>(limit: number): LruCache<K, V> => {
  const entries = new Map<K, V>();
  const put = (key: K, value: V): void => {
    entries.delete(key);
    entries.set(key, value);
  };
  return {
    get: (key) => {
      const found = entries.get(key);
      if (found !== undefined) put(key, found);
      return found;
    },
    set: (key, value) => {
      put(key, value);
      // A Map keeps the order of insertion, so that its first key is the one used longest ago.
      for (const oldest of entries.keys()) {
        if (entries.size <= limit) break;
        entries.delete(oldest);
      }
    },
    delete: (key) => {
      entries.delete(key);
    },
    clear: () => {
      entries.clear();
    },
  };
};
