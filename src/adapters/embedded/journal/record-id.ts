import { ID_BYTES, at } from './record';

const ID_CHARACTERS = 36;
/** How many characters of an id follow each other before a hyphen: after the byte with that index. */
const HYPHEN_AFTER = new Set([3, 5, 7, 9]);
const DIGITS = Buffer.from('0123456789abcdef', 'latin1');
const HYPHEN = 0x2d;

/** Where each byte's two digits stand in the text. */
const places = Uint8Array.from(
  Array.from({ length: ID_BYTES }, (_, byte) => byte * 2 + [...HYPHEN_AFTER].filter((last) => last < byte).length),
);
const text = Buffer.alloc(ID_CHARACTERS, HYPHEN);

/** The event's id as text. One flat string made in one step, since this is done for every event that is read. */
export const idOf = (record: Buffer): string => {
  for (let byte = 0; byte < ID_BYTES; byte += 1) {
    const value = record[at.id + byte] ?? 0;
    const place = places[byte] ?? 0;
    text[place] = DIGITS[value >> 4] ?? 0;
    text[place + 1] = DIGITS[value & 15] ?? 0;
  }
  return text.toString('latin1');
};
