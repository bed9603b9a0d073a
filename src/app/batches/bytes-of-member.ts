import type { Composed } from '../commands/compose-notification';

/** What a request holds beside its sealed content: ids, names, the wrapping of the seal. */
export const BYTES_BESIDE_CONTENT = 1_536;
/** Sealed bytes are written as base64. */
const SEALED_PER_BYTE = 4 / 3;

/** About what a request takes in the journal whose recipient has content of their own. */
export const bytesOfMember = ({ title, body, data }: Pick<Composed, 'title' | 'body' | 'data'>): number =>
  BYTES_BESIDE_CONTENT + Math.ceil(Buffer.byteLength(JSON.stringify({ title, body, data })) * SEALED_PER_BYTE);
