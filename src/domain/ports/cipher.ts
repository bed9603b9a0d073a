import type { Either } from 'fp-ts/Either';
import type { Json } from '../shared/json';
import type { Sealed } from '../shared/codecs';
import type { Key } from './key-ring';

/** What a sealed part is bound to. */
export type SealContext = { readonly stream: string; readonly type: string; readonly eventId: string };
/** The part was changed, moved to another event, or the key is another one. */
export type Unsealable = { readonly _tag: 'Unsealable'; readonly kid: string };

/** AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce, and HMAC-SHA-256 (RFC 2104), over JSON. */
export type Cipher = {
  readonly seal: (key: Key, context: SealContext, value: Json) => Sealed;
  readonly open: (secret: Uint8Array, context: SealContext, sealed: Sealed) => Either<Unsealable, unknown>;
  /** A digest of a text that nobody without the key can guess at: base64url. */
  readonly digest: (secret: Uint8Array, text: string) => string;
  /** The same of each of many, which costs less than one by one. */
  readonly digestAll: (secret: Uint8Array, texts: ReadonlyArray<string>) => ReadonlyArray<string>;
};
