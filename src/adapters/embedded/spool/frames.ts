import { createCipheriv, createDecipheriv } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const LENGTH_BYTES = 4;

/**
 * A nonce is the frame's number, so that none comes twice under the key of one file (NIST SP 800-38D, section 8.2.1), and no
 * frame opens in the place of another. The last frame is sealed as such: without it the file was cut short.
 */
const nonceOf = (number: number): Buffer => {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeBigUInt64BE(BigInt(number), NONCE_BYTES - 8);
  return nonce;
};

export type FrameKind = 'piece' | 'end';
const associatedData = (kind: FrameKind): Buffer => Buffer.from(kind);

/** Length of what follows, what was sealed, and its tag. */
export const sealFrame = (key: Uint8Array, number: number, kind: FrameKind, piece: Uint8Array): Buffer => {
  const cipher = createCipheriv(ALGORITHM, key, nonceOf(number), { authTagLength: TAG_BYTES }).setAAD(
    associatedData(kind),
  );
  const sealed = [cipher.update(piece), cipher.final(), cipher.getAuthTag()];
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(piece.length + TAG_BYTES);
  return Buffer.concat([length, ...sealed]);
};

/** Throws where it is not what was sealed under this number. */
export const openFrame = (key: Uint8Array, number: number, kind: FrameKind, body: Buffer): Buffer => {
  const decipher = createDecipheriv(ALGORITHM, key, nonceOf(number), { authTagLength: TAG_BYTES })
    .setAAD(associatedData(kind))
    .setAuthTag(body.subarray(body.length - TAG_BYTES));
  return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG_BYTES)), decipher.final()]);
};

export const frameLength = { header: LENGTH_BYTES, least: TAG_BYTES } as const;
