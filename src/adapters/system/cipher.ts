import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import * as E from 'fp-ts/Either';
import type { Cipher, SealContext } from '../../domain/ports/cipher';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

const IVS_AT_ONCE = 256;
let ivs = Buffer.alloc(0);

/** Drawn many at once, since each drawing costs as much as sealing does. None is given out twice. */
const newIv = (): Buffer => {
  if (ivs.length === 0) ivs = randomBytes(IV_BYTES * IVS_AT_ONCE);
  const iv = ivs.subarray(0, IV_BYTES);
  ivs = ivs.subarray(IV_BYTES);
  return iv;
};

/** A JSON array, so that no two contexts have the same bytes. */
const associatedData = ({ stream, type, eventId }: SealContext): Buffer =>
  Buffer.from(JSON.stringify([stream, type, eventId]));

const seal: Cipher['seal'] = ({ kid, secret }, context, value) => {
  const iv = newIv();
  const cipher = createCipheriv(ALGORITHM, secret, iv, { authTagLength: TAG_BYTES }).setAAD(associatedData(context));
  const ct = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { v: 1, kid, iv: iv.toString('base64url'), ct: ct.toString('base64url') };
};

const decrypt = (secret: Uint8Array, context: SealContext, iv: Buffer, ct: Buffer): unknown => {
  const decipher = createDecipheriv(ALGORITHM, secret, iv, { authTagLength: TAG_BYTES })
    .setAAD(associatedData(context))
    .setAuthTag(ct.subarray(ct.length - TAG_BYTES));
  const text = decipher.update(ct.subarray(0, ct.length - TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  return JSON.parse(text);
};

const open: Cipher['open'] = (secret, context, { kid, iv, ct }) =>
  E.tryCatch(
    () => decrypt(secret, context, Buffer.from(iv, 'base64url'), Buffer.from(ct, 'base64url')),
    () => ({ _tag: 'Unsealable', kid }),
  );

/** A key of its own for digests, since one key should not serve two algorithms (NIST SP 800-57 part 1, section 5.2). */
const digestKey = (secret: Uint8Array): Buffer =>
  createHmac('sha256', secret).update('notification-ledger/digest').digest();

const digestUnder = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text, 'utf8').digest('base64url');

const digest: Cipher['digest'] = (secret, text) => digestUnder(digestKey(secret), text);

const digestAll: Cipher['digestAll'] = (secret, texts) => {
  const key = digestKey(secret);
  return texts.map((text) => digestUnder(key, text));
};

/**
 * AES-256-GCM and HMAC-SHA-256 by the runtime's OpenSSL. Nonces are random, so that one key seals at most 2^32 parts
 * (NIST SP 800-38D, section 8.3): far more than a recipient can be sent.
 */
export const systemCipher: Cipher = { seal, open, digest, digestAll };
