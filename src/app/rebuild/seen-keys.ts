const BITS = 1 << 25;
const BITS_IN_BYTE = 8;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SECOND_SEED = 0x9747b28c;

const hashOf = (text: string, seed: number): number => {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return (hash ^ (hash >>> 15)) >>> 0;
};

/** Names that were noted, in four megabytes however many they are: a Bloom filter. */
export type SeenKeys = {
  readonly note: (name: string) => void;
  /** True for a name that was surely never noted; the more there are, the more often false for one that was not. */
  readonly isNew: (name: string) => boolean;
};

export const createSeenKeys = (): SeenKeys => {
  const bytes = new Uint8Array(BITS / BITS_IN_BYTE);
  const placesOf = (name: string): ReadonlyArray<number> => {
    const [one, step] = [hashOf(name, FNV_OFFSET), hashOf(name, SECOND_SEED)];
    return [one % BITS, (one + step) % BITS, (one + 2 * step) % BITS];
  };
  const maskOf = (place: number): number => 1 << (place % BITS_IN_BYTE);
  const byteOf = (place: number): number => Math.floor(place / BITS_IN_BYTE);
  return {
    note: (name) => {
      for (const place of placesOf(name)) bytes[byteOf(place)] = (bytes[byteOf(place)] ?? 0) | maskOf(place);
    },
    isNew: (name) => placesOf(name).some((place) => ((bytes[byteOf(place)] ?? 0) & maskOf(place)) === 0),
  };
};
