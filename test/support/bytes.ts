/** A copy of which one bit is the other one. */
export const withFlippedBit = (bytes: Buffer, offset: number, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[offset] = (copy[offset] ?? 0) ^ (1 << bit);
  return copy;
};
