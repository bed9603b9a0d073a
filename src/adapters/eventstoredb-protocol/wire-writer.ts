/**
 * Protobuf's wire format, written from its end to its beginning: the length of what is embedded is known by the time that
 * it has to stand before it, so nothing is measured first. Fields are written in descending order of their numbers.
 */
export type WireWriter = {
  readonly begin: () => void;
  /** An unsigned number of up to 64 bits. Zero is written too: leaving out a default is its caller's. */
  readonly varint: (field: number, value: bigint | number) => void;
  readonly bytes: (field: number, value: Uint8Array) => void;
  readonly text: (field: number, value: string) => void;
  /** Bytes that are whole fields already. */
  readonly fields: (encoded: Uint8Array) => void;
  /** Where an embedded message ends, before its first field is written … */
  readonly end: () => number;
  /** … and its beginning, after its last. */
  readonly open: (field: number, end: number) => void;
  /** A copy of what was written. */
  readonly finish: () => Buffer;
};

const USUAL_BYTES = 64 * 1024;
const KEPT_BYTES = 1024 * 1024;
const LONGEST_VARINT = 10;
const SEVEN_BITS = 128;
const WIRE_VARINT = 0;
const WIRE_LENGTH = 2;

const lengthOfVarint = (value: number): number => {
  let length = 1;
  for (let rest = value; rest >= SEVEN_BITS; rest = Math.floor(rest / SEVEN_BITS)) length += 1;
  return length;
};

/** Bytes of a number, the lowest seven bits first; returns where it ends. */
const putNumber = (into: Buffer, value: number, start: number): number => {
  let at = start;
  let rest = value;
  for (; rest >= SEVEN_BITS; rest = Math.floor(rest / SEVEN_BITS)) into[at++] = (rest % SEVEN_BITS) + SEVEN_BITS;
  into[at++] = rest;
  return at;
};

const bytesOfLong = (value: bigint): Uint8Array => {
  const bytes: Array<number> = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) + SEVEN_BITS);
  return Uint8Array.of(...bytes, Number(rest));
};

const isSmall = (value: bigint): boolean => value >= 0n && value <= Number.MAX_SAFE_INTEGER;

export const createWireWriter = (): WireWriter => {
  let buffer = Buffer.allocUnsafe(USUAL_BYTES);
  let start = buffer.length;

  const room = (bytes: number): void => {
    if (start >= bytes) return;
    const written = buffer.length - start;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, written + bytes));
    buffer.copy(larger, larger.length - written, start);
    start = larger.length - written;
    buffer = larger;
  };
  const number = (value: number): void => {
    room(LONGEST_VARINT);
    start -= lengthOfVarint(value);
    putNumber(buffer, value, start);
  };
  const raw = (value: Uint8Array): void => {
    room(value.length);
    start -= value.length;
    buffer.set(value, start);
  };
  const tag = (field: number, type: number): void => number(field * 8 + type);

  return {
    begin: () => {
      if (buffer.length > KEPT_BYTES) buffer = Buffer.allocUnsafe(USUAL_BYTES);
      start = buffer.length;
    },
    varint: (field, value) => {
      if (typeof value === 'number') number(value);
      else if (isSmall(value)) number(Number(value));
      else raw(bytesOfLong(value));
      tag(field, WIRE_VARINT);
    },
    bytes: (field, value) => {
      raw(value);
      number(value.length);
      tag(field, WIRE_LENGTH);
    },
    text: (field, value) => {
      const length = Buffer.byteLength(value);
      room(length);
      start -= length;
      buffer.write(value, start);
      number(length);
      tag(field, WIRE_LENGTH);
    },
    fields: raw,
    end: () => buffer.length - start,
    open: (field, end) => {
      number(buffer.length - start - end);
      tag(field, WIRE_LENGTH);
    },
    finish: () => Buffer.from(buffer.subarray(start)),
  };
};
