import { hash } from 'node:crypto';

/** Who was named already. */
export type Seen = {
  /** Whether it is the first time. */
  readonly add: (name: string) => boolean;
};

const WORDS = 4;
const SEGMENTS = 256;
const FIRST_SLOTS = 16;

type Segment = { readonly slots: Uint32Array; readonly used: number };
const emptySegment: Segment = { slots: new Uint32Array(0), used: 0 };

/** 128 bits of SHA-256, of which none is all zero: that is what a free slot looks like. */
const digestOf = (name: string): Uint32Array => {
  // In one call: an object for each of a million hashes is garbage that the collector does not know the size of.
  const bytes = hash('sha256', name, 'buffer');
  const digest = new Uint32Array(WORDS);
  for (let word = 0; word < WORDS; word += 1) digest[word] = bytes.readUInt32LE(word * 4);
  if (digest.every((word) => word === 0)) digest[0] = 1;
  return digest;
};

const isFree = (slots: Uint32Array, at: number): boolean =>
  slots[at] === 0 && slots[at + 1] === 0 && slots[at + 2] === 0 && slots[at + 3] === 0;

const isThere = (slots: Uint32Array, at: number, digest: Uint32Array): boolean =>
  slots[at] === digest[0] && slots[at + 1] === digest[1] && slots[at + 2] === digest[2] && slots[at + 3] === digest[3];

/** Where the digest is, or would be put; a segment always has a free slot. */
const placeOf = (slots: Uint32Array, digest: Uint32Array): number => {
  const count = slots.length / WORDS;
  let slot = (digest[1] ?? 0) % count;
  while (!isFree(slots, slot * WORDS) && !isThere(slots, slot * WORDS, digest)) slot = (slot + 1) % count;
  return slot * WORDS;
};

const grown = ({ slots, used }: Segment): Segment => {
  const larger = new Uint32Array(Math.max(slots.length * 2, FIRST_SLOTS * WORDS));
  for (let at = 0; at < slots.length; at += WORDS) {
    if (isFree(slots, at)) continue;
    const digest = slots.subarray(at, at + WORDS);
    larger.set(digest, placeOf(larger, digest));
  }
  return { slots: larger, used };
};

const isFull = ({ slots, used }: Segment): boolean => (used + 1) * WORDS * 4 > slots.length * 3;

/**
 * A set of names that keeps 16 bytes of each, some 32 MiB for a million. Two names are taken for one only if 128 bits of
 * their SHA-256 agree: for a million of them the odds are 1 to 10^27, and nobody can look for two that do (2^64 tries).
 * Split into segments, so that it never grows by more than some thousand at a time.
 */
export const createSeen = (): Seen => {
  const segments = Array.from({ length: SEGMENTS }, () => emptySegment);
  return {
    add: (name) => {
      const digest = digestOf(name);
      const index = (digest[0] ?? 0) % SEGMENTS;
      const present = segments[index] ?? emptySegment;
      const segment = isFull(present) ? grown(present) : present;
      const at = placeOf(segment.slots, digest);
      const isNew = isFree(segment.slots, at);
      if (isNew) segment.slots.set(digest, at);
      segments[index] = { slots: segment.slots, used: segment.used + (isNew ? 1 : 0) };
      return isNew;
    },
  };
};
