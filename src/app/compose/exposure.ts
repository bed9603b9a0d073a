import { isIPv4 } from 'node:net';

/** What decides who can reach the journal's protocol, and as whom. */
export type Exposed = {
  readonly host: string;
  readonly ESDB_TLS_CERT?: string | undefined;
  readonly ESDB_TLS_KEY?: string | undefined;
  readonly ESDB_ADMIN_PASSWORD?: string | undefined;
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

/**
 * Why an address is not served like that; undefined: it may be. Without TLS the protocol's clients send no credentials, and
 * everybody who reaches the port may do everything: so only this machine may reach it.
 */
export const exposure = ({ host, ESDB_TLS_CERT, ESDB_TLS_KEY, ESDB_ADMIN_PASSWORD }: Exposed): string | undefined => {
  if ((ESDB_TLS_CERT === undefined) !== (ESDB_TLS_KEY === undefined))
    return 'needs both a certificate and its key, or neither';
  if (ESDB_TLS_CERT === undefined)
    return isLoopback(host)
      ? undefined
      : 'is reached from other machines, which needs TLS (ESDB_TLS_CERT, ESDB_TLS_KEY)';
  return ESDB_ADMIN_PASSWORD === undefined ? 'with TLS needs ESDB_ADMIN_PASSWORD, or nobody could log in' : undefined;
};
