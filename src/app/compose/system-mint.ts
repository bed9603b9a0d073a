import { systemClock } from '../../adapters/system/clock';
import { mintToken, type TokenOwner } from '../http/mint-token';
import type { Config } from './config';
import { dataFiles } from './data-files';
import { tokenKeys } from './token-keys';

/** Mints tokens with the secret that the server verifies them with, made where there is none yet; undefined with JWKS_URL. */
export const systemMint = (
  config: Config,
): ((owner: TokenOwner, ttlSeconds: number) => Promise<string>) | undefined => {
  const { secret } = tokenKeys(config, dataFiles(config.DATA_DIR).jwtSecret);
  return secret === undefined ? undefined : mintToken({ secret, clock: systemClock });
};
