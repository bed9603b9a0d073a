/** What the question knows of these keys. */
export const answered = <K, V>(keys: ReadonlyArray<K>, ask: (key: K) => V | undefined): ReadonlyMap<K, V> => {
  const found = new Map<K, V>();
  for (const key of keys) {
    const value = ask(key);
    if (value !== undefined) found.set(key, value);
  }
  return found;
};
