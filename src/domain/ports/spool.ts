import type { Either } from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';

export type SpoolUnavailable = { readonly _tag: 'SpoolUnavailable'; readonly cause: unknown };

/** Something that came in and is kept until it has been looked through whole. Written first, then read. */
export type SpoolFile = {
  /** One after the other; what is written is read in pieces of the same extent, in their order. */
  readonly write: (piece: Uint8Array) => TaskEither<SpoolUnavailable, void>;
  /**
   * Every piece that was written, from the first on, in memory that does not grow with their number. Nothing is written
   * from then on. It ends with its first failure; what was changed in between, or cut short, is one.
   */
  readonly read: () => AsyncIterable<Either<SpoolUnavailable, Uint8Array>>;
  /** Nothing of it is left; again is no change. */
  readonly discard: () => Promise<void>;
};

/**
 * Room for what is too long for memory: on the disk of one machine, sealed by a key that never leaves memory, so that
 * nothing of it can be read once the process is gone. The laws are test/contracts/spool.contract.ts.
 */
export type Spool = { readonly open: () => TaskEither<SpoolUnavailable, SpoolFile> };
