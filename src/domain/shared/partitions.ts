const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const DIGITS = 2;

/** FNV-1a over the UTF-8 bytes, its halves mixed once more, since what follows looks at the lowest bits alone. */
const hashOf = (text: string): number => {
  let hash = FNV_OFFSET;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
};

/**
 * In which of so many partitions lies what is of a user or a batch. It is stored by this: another way to count, or another
 * number of them, needs other names.
 */
export const partitionOf = (of: string, count: number): number => (count === 1 ? 0 : hashOf(of) % count);

/** The view that holds a partition: `inbox.07`. No view's own name has a dot in it. */
export const partitionName = (view: string, index: number): string => `${view}.${String(index).padStart(DIGITS, '0')}`;

/** The view whose partition it is; a view that is none is its own. */
export const wholeOf = (name: string): string => name.replace(/\.\d+$/, '');

/** The names of the views in which a view lies: its own, where it is not split. */
export const partitionNames = (view: string, count: number): ReadonlyArray<string> =>
  count === 1 ? [view] : Array.from({ length: count }, (_, index) => partitionName(view, index));
