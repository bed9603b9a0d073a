import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { KeyRing, KeyRingUnavailable } from '../../domain/ports/key-ring';

const OWNER = 'ledger:namespace';
const UUID_BYTES = 16;

const asUuid = (bytes: Uint8Array): string => {
  const hex = Buffer.from(bytes.subarray(0, UUID_BYTES)).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** Whether the ring has what the ledger's ids are derived in: it is made before anything else of a ledger. */
export const hasNamespace = (keyRing: KeyRing): TE.TaskEither<KeyRingUnavailable, boolean> =>
  pipe(
    keyRing.held(OWNER, { limit: 1 }),
    TE.map((held) => held.some(({ owner }) => owner === OWNER)),
  );

/** What the ledger's ids are derived in: secret, so that nobody can compute the id that a call will get. */
export const ledgerNamespace = (keyRing: KeyRing): TE.TaskEither<KeyRingUnavailable, string> =>
  pipe(
    keyRing.ensure([OWNER]),
    TE.map((keys) => {
      const key = keys.get(OWNER);
      if (key === undefined) throw new Error('The key ring answered without the key it was asked for');
      return asUuid(key.secret);
    }),
  );
