import type { TaskEither } from 'fp-ts/TaskEither';
import { openEmbeddedViews } from '../../adapters/embedded/views/open-embedded-views';
import type { RedisMayEvict } from '../../adapters/redis/redis-may-evict';
import { openRedisViews } from '../../adapters/redis/views/open-redis-views';
import { systemIds as ids } from '../../adapters/system/ids';
import type { Logger } from '../../domain/ports/logger';
import type { Views, ViewUnavailable } from '../../domain/ports/views';

export type ViewParts = {
  /** Where it is set, the views are there. */
  readonly redisUrl: string | undefined;
  /** Where they are otherwise. */
  readonly file: string;
  readonly ledgerId: string;
  readonly logger: Logger;
  /** Beside the server that writes them, or without one. */
  readonly readOnly?: boolean;
};

export type OpenViews = { readonly views: Views; readonly close: () => Promise<void> };

export const openViews = ({
  redisUrl,
  file,
  ledgerId,
  logger,
  readOnly = false,
}: ViewParts): TaskEither<ViewUnavailable | RedisMayEvict, OpenViews> => {
  if (redisUrl !== undefined) return openRedisViews({ url: redisUrl, ledgerId, ids, logger, readOnly });
  const onRemade = (): void => logger.warn('the views could not be read and are built anew');
  return openEmbeddedViews({ file, ledgerId, onRemade, readOnly });
};
