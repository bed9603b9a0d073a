import type { TaskEither } from 'fp-ts/TaskEither';
import type { Instant } from '../shared/codecs';

/**
 * Whose key: a recipient's (`recipient:<user id>`), a notification's one-time key (`once:<notification id>`), a
 * batch's (`batch:<batch id>`), or the ledger's own (`ledger:<name>`).
 */
export type KeyOwner = string;
/** Names one key for ever: an owner whose key was destroyed, but not for good, gets another `kid` with its next key. */
export type KeyId = string;

export type Key = { readonly kid: KeyId; readonly secret: Uint8Array };
export type KeyRingUnavailable = { readonly _tag: 'KeyRingUnavailable'; readonly cause: unknown };

/** A key that a loop may have to destroy: `expiresAt` is the latest time that it may live, null where it has none. */
export type HeldKey = { readonly owner: KeyOwner; readonly expiresAt: Instant | null };

/** Keys of 32 random bytes, kept apart from the journal. The laws are test/contracts/key-ring.contract.ts. */
export type KeyRing = {
  /**
   * The owners' present keys, created where absent, and durable before it resolves. Two callers at once get one key. Who was
   * destroyed for good has none and gets none: absent from the answer.
   */
  readonly ensure: (
    owners: ReadonlyArray<KeyOwner>,
    options?: { readonly expiresAt?: Instant },
  ) => TaskEither<KeyRingUnavailable, ReadonlyMap<KeyOwner, Key>>;
  /** Keys by name; one that was destroyed, or never was, is absent from the answer. */
  readonly find: (kids: ReadonlyArray<KeyId>) => TaskEither<KeyRingUnavailable, ReadonlyMap<KeyId, Uint8Array>>;
  /**
   * The owners' keys, all of them, can't be had again once it resolves: not from the ring, not from its files. The owners
   * may get others.
   */
  readonly destroy: (owners: ReadonlyArray<KeyOwner>) => TaskEither<KeyRingUnavailable, void>;
  /**
   * As `destroy`, and no owner gets a key ever again, not even one that had none: whoever is about to seal something comes
   * too late. What is kept is the owner's name.
   */
  readonly destroyForGood: (owners: ReadonlyArray<KeyOwner>) => TaskEither<KeyRingUnavailable, void>;
  /** Those of the owners who were destroyed for good. */
  readonly gone: (owners: ReadonlyArray<KeyOwner>) => TaskEither<KeyRingUnavailable, ReadonlySet<KeyOwner>>;
  /** Owners with a living key whose name starts with `prefix`, in order, after `after`. */
  readonly held: (
    prefix: string,
    options: { readonly after?: KeyOwner; readonly limit: number },
  ) => TaskEither<KeyRingUnavailable, ReadonlyArray<HeldKey>>;
};

export const recipientKey = (userId: string): KeyOwner => `recipient:${userId}`;
export const batchKey = (batchId: string): KeyOwner => `batch:${batchId}`;
export const oneTimeKey = (notificationId: string): KeyOwner => `once:${notificationId}`;
