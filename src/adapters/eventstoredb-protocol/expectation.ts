import type { ExpectedRevision } from '../../domain/ports/journal';

const MAX_INT64 = 2n ** 63n - 1n;

/** The part of a request that says what its writer expects; the generated classes of all writing methods have it. */
export type ExpectationOptions = {
  readonly hasRevision: () => boolean;
  readonly getRevision: () => string;
  readonly hasNoStream: () => boolean;
  readonly hasAny: () => boolean;
  readonly hasStreamExists: () => boolean;
};

/** Undefined where nothing is expected, or a revision that no event can have. */
export const expectationOf = (options: ExpectationOptions): ExpectedRevision | undefined => {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream-exists';
  const revision = options.hasRevision() ? BigInt(options.getRevision()) : undefined;
  return revision === undefined || revision > MAX_INT64 ? undefined : revision;
};

const numbers = { 'no-stream': -1n, any: -2n, 'stream-exists': -4n } as const;

/** As deleting and tombstoning put it into their trailers (contract, section 9.5). */
export const expectationNumber = (expected: ExpectedRevision): string =>
  String(typeof expected === 'bigint' ? expected : numbers[expected]);
