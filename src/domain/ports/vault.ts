import type { TaskEither } from 'fp-ts/TaskEither';
import type { Instant, Sealed, SealedPart } from '../shared/codecs';
import type { Json } from '../shared/json';
import type { SealContext } from './cipher';
import type { KeyOwner, KeyRingUnavailable } from './key-ring';

export type ToSeal = {
  readonly owner: KeyOwner;
  readonly context: SealContext;
  readonly value: Json;
  /** The latest time that a one-time key created for it may live. */
  readonly expiresAt?: Instant;
};

/** `gone`: its key was destroyed, by an erasure or at the end of a delivery. `damaged`: it does not open. */
export type Opened =
  { readonly status: 'open'; readonly value: unknown } | { readonly status: 'gone' } | { readonly status: 'damaged' };

/** The keys of these owners were destroyed for good: nothing is sealed for them any more. */
export type KeysGone = { readonly _tag: 'KeysGone'; readonly owners: ReadonlyArray<KeyOwner> };

/** Sealing and opening by owner: the key ring and the cipher together. */
export type Vault = {
  /** In the order given; one call to the key ring for all. The keys are durable before it resolves. All parts or none. */
  readonly seal: (parts: ReadonlyArray<ToSeal>) => TaskEither<KeyRingUnavailable | KeysGone, ReadonlyArray<Sealed>>;
  /** In the order given; one call to the key ring for all. */
  readonly open: (parts: ReadonlyArray<SealedPart>) => TaskEither<KeyRingUnavailable, ReadonlyArray<Opened>>;
  /** Those of the owners whose keys were destroyed for good. */
  readonly gone: (owners: ReadonlyArray<KeyOwner>) => TaskEither<KeyRingUnavailable, ReadonlySet<KeyOwner>>;
  /** The HMAC of a text under the owner's present key. */
  readonly digest: (owner: KeyOwner, text: string) => TaskEither<KeyRingUnavailable | KeysGone, string>;
  /** Those of many texts, in their order; one call to the key ring for all. */
  readonly digestAll: (
    owner: KeyOwner,
    texts: ReadonlyArray<string>,
  ) => TaskEither<KeyRingUnavailable | KeysGone, ReadonlyArray<string>>;
};
