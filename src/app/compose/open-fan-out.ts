import * as TE from 'fp-ts/TaskEither';
import { createEmbeddedFanOut } from '../../adapters/embedded/fan-out/create-embedded-fan-out';
import { openRedisFanOut } from '../../adapters/redis/fan-out/open-redis-fan-out';
import { systemIds as ids } from '../../adapters/system/ids';
import type { FanOut } from '../../domain/ports/fan-out';
import type { Logger } from '../../domain/ports/logger';
import type { ViewUnavailable } from '../../domain/ports/views';

type Parts = { readonly redisUrl: string | undefined; readonly ledgerId: string; readonly logger: Logger };
export type OpenFanOut = { readonly fanOut: FanOut; readonly close: () => Promise<void> };

/** Through the Redis of the views where there is one, else within the process. */
export const openFanOut = ({ redisUrl: url, ledgerId, logger }: Parts): TE.TaskEither<ViewUnavailable, OpenFanOut> =>
  url === undefined
    ? TE.right({ fanOut: createEmbeddedFanOut(), close: async () => undefined })
    : openRedisFanOut({ url, ids, logger, ledgerId });
