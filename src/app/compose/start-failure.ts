import type { JournalDamaged } from '../../adapters/embedded/journal/damage';
import type { DataDirLocked, DataDirUnusable } from '../../adapters/embedded/data-dir-lock';
import type { RedisNotDurable, WrongSetting } from '../../adapters/redis/redis-not-durable';
import type { RedisMayEvict } from '../../adapters/redis/redis-may-evict';
import type { AppendFailure } from '../../domain/ports/journal';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { ViewUnavailable } from '../../domain/ports/views';
import { errorCode } from '../../domain/shared/error-code';
import type { NotALedger } from './open-ledger';

/** Why a ledger could not be started. `CannotListen`: the address is taken, or not this machine's. */
export type StartFailure =
  | DataDirLocked
  | DataDirUnusable
  | JournalDamaged
  | NotALedger
  | AppendFailure
  | KeyRingUnavailable
  | ViewUnavailable
  | RedisMayEvict
  | RedisNotDurable
  | { readonly _tag: 'KeysMissing' }
  | { readonly _tag: 'RestoreUnfinished'; readonly dataDir: string }
  | { readonly _tag: 'CannotListen'; readonly host: string; readonly port: number; readonly cause: unknown };

const lineOf = ({ setting, value, wanted }: WrongSetting): string =>
  setting === 'cluster-enabled'
    ? '  it is a node of a cluster: name a Redis that is none'
    : `  ${setting} ${value === undefined ? 'can not be read (CONFIG GET must be allowed)' : `is ${value}`}: CONFIG SET ${setting} ${wanted}, or "${setting} ${wanted}" in redis.conf`;

/** In words for whoever started it: what is wrong, and where. */
export const explainStartFailure = (failure: StartFailure): string => {
  switch (failure._tag) {
    case 'DataDirLocked': {
      const holder = failure.pid === undefined ? 'another process' : `process ${String(failure.pid)}`;
      return `DATA_DIR ${failure.dataDir} is in use by ${holder}; one process works on it at a time.`;
    }
    case 'DataDirUnusable':
      return `DATA_DIR ${failure.dataDir} can't be used (${errorCode(failure.cause)}).`;
    case 'RestoreUnfinished':
      return `A restore into DATA_DIR ${failure.dataDir} was cut short. Remove what is in there, and restore again: ledger restore DIR`;
    case 'JournalDamaged':
      return `The journal is damaged and was not opened: ${failure.detail} (file ${failure.file}, byte ${String(failure.offset)}). Restore it from a backup.`;
    case 'NotALedger':
      return 'The journal does not begin with the opening of a ledger: it belongs to something else.';
    case 'JournalUnavailable':
    case 'KeyRingUnavailable':
    case 'ViewUnavailable':
      return `${failure._tag} (${errorCode(failure.cause)}).`;
    case 'RedisMayEvict':
      return `The Redis of REDIS_URL may throw keys away to make room (maxmemory-policy ${failure.policy}): views would lose parts unseen. Set maxmemory-policy noeviction there.`;
    case 'RedisNotDurable':
      return ['The Redis of KEYRING_URL may lose keys that it has acknowledged:', ...failure.settings.map(lineOf)].join(
        '\n',
      );
    case 'KeysMissing':
      return "The key ring of KEYRING_URL holds none of this ledger's keys: it is another one, or was wiped. Set KEYRING_URL to the one that the ledger began with, or restore that one.";
    case 'Conflict':
    case 'AppendTooLarge':
    case 'StreamDeleted':
      return `What a start writes was refused: ${failure._tag} on ${failure.stream}.`;
    case 'CannotListen':
      return `Can't listen on ${failure.host}:${String(failure.port)} (${errorCode(failure.cause)}).`;
  }
};
