import type { Logger } from '../../domain/ports/logger';
import { errorCode } from '../../domain/shared/error-code';
import type { Client } from './client';

/** Told when it goes and when it comes back, not at each try. */
export const watchClient = (client: Client, logger: Logger, name = 'Redis'): void => {
  let isAway = false;
  client.on('error', (error: unknown) => {
    if (!isAway) logger.warn(`${name} is away`, { because: errorCode(error) });
    isAway = true;
  });
  client.on('ready', () => {
    if (isAway) logger.info(`${name} is back`);
    isAway = false;
  });
};
