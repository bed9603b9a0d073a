import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { exposure } from './exposure';
import { everyRole, faultsOfRoles, type Roles } from './roles';
import {
  connectionString,
  durations,
  hostPort,
  listOfTexts,
  mailbox,
  nonEmpty,
  oneOf,
  url,
  urls,
  wholeNumber,
} from './text-codecs';

/** A variable whose text can't be used, and what it should be. Never echoes the text: it may be a secret. */
export type ConfigFault = { readonly variable: string; readonly problem: string };

const optional = <A>(codec: t.Type<A, string>): t.Type<A | undefined, string | undefined> =>
  t.union([t.undefined, codec], codec.name);

const withDefault = <A>(codec: t.Type<A, string>, value: A): t.Type<A, string> =>
  new t.Type<A, string>(
    codec.name,
    codec.is,
    (input, context) => (input === undefined ? t.success(value) : codec.validate(input, context)),
    codec.encode,
  );

/** The variables, their defaults and their forms (README, "Configuration"). */
const Environment = t.strict({
  PORT: withDefault(wholeNumber(0, 65_535), 3000),
  HOST: withDefault(nonEmpty, '127.0.0.1'),
  DATA_DIR: withDefault(nonEmpty, './data'),
  EVENTSTORE_URL: optional(connectionString('esdb', 'esdb+discover')),
  SMTP_URL: optional(url('smtp', 'smtps')),
  AMQP_URL: optional(url('amqp', 'amqps')),
  REDIS_URL: optional(url('redis', 'rediss')),
  KEYRING_URL: optional(url('redis', 'rediss')),
  SMS_URL: withDefault(urls('http', 'https'), []),
  SMTP_FROM: withDefault(mailbox, 'Notification Ledger <notifications@localhost>'),
  JWT_SECRET: optional(nonEmpty),
  JWKS_URL: optional(url('http', 'https')),
  PUSH_VAPID_KEYS: optional(nonEmpty),
  OPERATORS: withDefault(listOfTexts, []),
  RETRY_DELAYS: withDefault(durations, [10_000, 60_000, 300_000]),
  DELIVERY_CONCURRENCY: withDefault(wholeNumber(1, 1_000), 16),
  BULK_CHUNK: withDefault(wholeNumber(1, 100), 100),
  ESDB_LISTEN: optional(hostPort),
  ESDB_LISTEN_WRITABLE: withDefault(oneOf('true', 'false'), 'false'),
  ESDB_ADVERTISE: optional(hostPort),
  ESDB_TLS_CERT: optional(nonEmpty),
  ESDB_TLS_KEY: optional(nonEmpty),
  ESDB_ADMIN_PASSWORD: optional(nonEmpty),
  ESDB_OPS_PASSWORD: optional(nonEmpty),
  ESDB_ANONYMOUS: withDefault(oneOf('true', 'false'), 'false'),
  LOG_LEVEL: withDefault(oneOf('debug', 'info', 'warn', 'error', 'silent'), 'info'),
});

/** Durations in milliseconds. */
export type Config = t.TypeOf<typeof Environment>;

const faultsOf = (errors: t.Errors): ReadonlyArray<ConfigFault> => {
  const problems = new Map(
    errors.map(({ context }) => [context[1]?.key ?? '', `must be ${context[1]?.type.name ?? 'another text'}`]),
  );
  return [...problems].map(([variable, problem]) => ({ variable, problem }));
};

const protocolFaults = (config: Config): ReadonlyArray<ConfigFault> => {
  if (config.ESDB_LISTEN === undefined) return [];
  if (config.EVENTSTORE_URL !== undefined)
    return [{ variable: 'ESDB_LISTEN', problem: 'and EVENTSTORE_URL exclude each other; set one' }];
  const problem = exposure({ ...config, host: config.ESDB_LISTEN.host });
  return problem === undefined ? [] : [{ variable: 'ESDB_LISTEN', problem }];
};

/**
 * The configuration, decoded once at start, for a process of these roles. All faults come at once. An empty variable counts as not set.
 */
export const decodeConfig = (
  environment: Readonly<Record<string, string | undefined>>,
  roles: Roles = everyRole,
): E.Either<ReadonlyArray<ConfigFault>, Config> => {
  const set = Object.fromEntries(Object.entries(environment).filter(([, text]) => text !== undefined && text !== ''));
  const decoded = Environment.decode(set);
  const faults = [
    ...(E.isLeft(decoded) ? faultsOf(decoded.left) : []),
    ...faultsOfRoles(set, roles),
    ...(E.isRight(decoded) ? protocolFaults(decoded.right) : []),
    ...(set['JWT_SECRET'] !== undefined && set['JWKS_URL'] !== undefined
      ? [{ variable: 'JWKS_URL', problem: 'and JWT_SECRET exclude each other; set one' }]
      : []),
  ];
  if (E.isRight(decoded) && faults.length === 0) return decoded;
  return E.left(faults);
};
