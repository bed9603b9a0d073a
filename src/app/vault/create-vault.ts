import * as E from 'fp-ts/Either';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';
import type { Cipher } from '../../domain/ports/cipher';
import type { KeyOwner, KeyRing, KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { KeysGone, Opened, Vault } from '../../domain/ports/vault';
import type { SealedPart } from '../../domain/shared/codecs';
import { ensureKeys } from './ensure-keys';

export type VaultParts = { readonly keyRing: KeyRing; readonly cipher: Cipher };

const openPart =
  (cipher: Cipher, secrets: ReadonlyMap<string, Uint8Array>) =>
  ({ stream, type, eventId, sealed }: SealedPart): Opened => {
    const secret = secrets.get(sealed.kid);
    if (secret === undefined) return { status: 'gone' };
    const opened = cipher.open(secret, { stream, type, eventId }, sealed);
    return E.isRight(opened) ? { status: 'open', value: opened.right } : { status: 'damaged' };
  };

const secretOf = (keyRing: KeyRing, owner: KeyOwner): TE.TaskEither<KeyRingUnavailable | KeysGone, Uint8Array> =>
  pipe(
    ensureKeys(keyRing, [{ owner }]),
    TE.map(([key]) => {
      if (key === undefined) throw new Error('Neither a key nor its absence was answered');
      return key.secret;
    }),
  );

/** Seals and opens by owner. It keeps no key and no text: what may be cached, the ring caches, and forgets on destroy. */
export const createVault = ({ keyRing, cipher }: VaultParts): Vault => ({
  seal: (parts) =>
    pipe(
      ensureKeys(keyRing, parts),
      TE.map((keys) => RA.zipWith(keys, parts, (key, { context, value }) => cipher.seal(key, context, value))),
    ),
  open: (parts) =>
    pipe(
      keyRing.find([...new Set(parts.map(({ sealed }) => sealed.kid))]),
      TE.map((secrets) => parts.map(openPart(cipher, secrets))),
    ),
  gone: keyRing.gone,
  digest: (owner, text) =>
    pipe(
      secretOf(keyRing, owner),
      TE.map((secret) => cipher.digest(secret, text)),
    ),
  digestAll: (owner, texts) =>
    pipe(
      secretOf(keyRing, owner),
      TE.map((secret) => cipher.digestAll(secret, texts)),
    ),
});
