import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { openEmbeddedKeyRing } from '../../adapters/embedded/key-ring/open-embedded-key-ring';
import { openRedisKeyRing } from '../../adapters/redis/key-ring/open-redis-key-ring';
import type { RedisNotDurable } from '../../adapters/redis/redis-not-durable';
import { systemClock as clock } from '../../adapters/system/clock';
import { systemIds as ids } from '../../adapters/system/ids';
import type { KeyRing, KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { Logger } from '../../domain/ports/logger';

export type KeyRingParts = {
  /** Where it is set, the keys are there, for every process of the ledger. */
  readonly keyRingUrl: string | undefined;
  /** Where they are otherwise. */
  readonly file: string;
  readonly logger: Logger;
  /** Beside the server that makes keys, or without one. */
  readonly readOnly?: boolean;
};

export type OpenKeyRing = { readonly keyRing: KeyRing; readonly close: () => void | Promise<void> };

export const openKeyRing = ({
  keyRingUrl: url,
  file,
  logger,
  readOnly = false,
}: KeyRingParts): TaskEither<KeyRingUnavailable | RedisNotDurable, OpenKeyRing> => {
  if (url !== undefined) return openRedisKeyRing({ url, ids, clock, logger, readOnly });
  const embedded = E.tryCatch(
    () => openEmbeddedKeyRing({ file, readOnly }),
    (cause): KeyRingUnavailable => ({ _tag: 'KeyRingUnavailable', cause }),
  );
  return async () =>
    E.isLeft(embedded) ? embedded : E.right({ keyRing: embedded.right, close: embedded.right.close });
};
