import type { TokenKey } from '../http/token-key';
import type { Config } from './config';
import { keptJwtSecret } from './jwt-secret';

/** `secret`: what this process may mint development tokens with; undefined where tokens are somebody else's to give. */
export type TokenKeys = { readonly key: TokenKey; readonly secret: string | undefined };

/** What callers' tokens are verified with: the platform's published keys, its shared secret, or one made here. */
export const tokenKeys = ({ JWKS_URL: url, JWT_SECRET: given }: Config, file: string): TokenKeys => {
  if (url !== undefined) return { key: { kind: 'jwks', url }, secret: undefined };
  const secret = given ?? keptJwtSecret(file);
  return { key: { kind: 'secret', secret }, secret };
};
