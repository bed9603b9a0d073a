import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

/** What tokens are signed with: the secret shared with the platform (HS256), or its published keys (RS256, EdDSA). */
export type TokenKey =
  { readonly kind: 'secret'; readonly secret: string } | { readonly kind: 'jwks'; readonly url: string };

export type Verification = { readonly algorithms: Array<string>; readonly keyFor: JWTVerifyGetKey };

const JWKS_TIMEOUT_MILLIS = 5_000;

export const secretBytes = (secret: string): Uint8Array => new TextEncoder().encode(secret);

/**
 * The algorithms follow from the kind of key alone, never from the token's header: a public key can't be passed off as a
 * shared secret, and `none` is no algorithm (RFC 8725, section 3.1).
 */
export const verificationBy = (key: TokenKey): Verification => {
  if (key.kind === 'jwks') {
    const keyFor = createRemoteJWKSet(new URL(key.url), { timeoutDuration: JWKS_TIMEOUT_MILLIS });
    return { algorithms: ['RS256', 'EdDSA'], keyFor };
  }
  const secret = secretBytes(key.secret);
  return { algorithms: ['HS256'], keyFor: async () => secret };
};
