import { readFile } from 'node:fs/promises';
import * as E from 'fp-ts/Either';
import {
  createProtocolServer,
  type ProtocolServer,
  type ProtocolServerOptions,
} from '../../adapters/eventstoredb-protocol/create-protocol-server';
import { usualLimits } from '../../adapters/eventstoredb-protocol/limits';
import { createPersistentSubscriptions } from '../../adapters/eventstoredb-protocol/persistent/create-persistent-subscriptions';
import { usualGroupLimits } from '../../adapters/eventstoredb-protocol/persistent/limits';
import type { Clock } from '../../domain/ports/clock';
import { JournalError } from '../../domain/ports/journal';
import type { JournalEngine } from '../../domain/ports/journal-engine';
import type { Logger } from '../../domain/ports/logger';
import type { Config } from './config';
import type { StartFailure } from './start-failure';
import type { HostPort } from './text-codecs';

export type ProtocolParts = {
  readonly engine: JournalEngine;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly config: Config;
  readonly listen: HostPort;
  readonly readOnly: boolean;
};

export type RunningProtocol = { readonly port: number; readonly close: ProtocolServer['close'] };
type Tls = NonNullable<ProtocolServerOptions['tls']>;

const ADMINS = '$admins';
const OPERATORS = '$ops';

const accountsOf = ({ ESDB_ADMIN_PASSWORD: admin, ESDB_OPS_PASSWORD: ops }: Config): Tls['accounts'] => [
  ...(admin === undefined ? [] : [{ name: 'admin', password: admin, roles: [ADMINS] }]),
  ...(ops === undefined ? [] : [{ name: 'ops', password: ops, roles: [OPERATORS] }]),
];

/** Undefined where there is no certificate: then only this machine can reach the port (exposure.ts). */
const tlsOf = async (config: Config): Promise<Tls | undefined> => {
  const { ESDB_TLS_CERT: certificate, ESDB_TLS_KEY: key } = config;
  if (certificate === undefined || key === undefined) return undefined;
  return {
    certificate: await readFile(certificate),
    key: await readFile(key),
    accounts: accountsOf(config),
    anonymous: config.ESDB_ANONYMOUS === 'true',
  };
};

const started = async (parts: ProtocolParts): Promise<RunningProtocol> => {
  const { config, listen, readOnly } = parts;
  const tls = await tlsOf(config);
  const server = createProtocolServer({
    ...parts,
    limits: usualLimits,
    groups: (services) => createPersistentSubscriptions({ ...services, limits: usualGroupLimits, readOnly }),
    ...(tls === undefined ? {} : { tls }),
    ...(config.ESDB_ADVERTISE === undefined ? {} : { advertised: config.ESDB_ADVERTISE }),
  });
  return { port: await server.listen(listen.host, listen.port), close: server.close };
};

/** A journal as a server of EventStoreDB's protocol, listening when it resolves. */
export const startProtocol = async (parts: ProtocolParts): Promise<E.Either<StartFailure, RunningProtocol>> => {
  try {
    return E.right(await started(parts));
  } catch (cause) {
    if (cause instanceof JournalError) return E.left({ _tag: 'JournalUnavailable', cause });
    return E.left({ _tag: 'CannotListen', ...parts.listen, cause });
  }
};
