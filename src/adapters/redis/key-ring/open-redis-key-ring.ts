import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Redis } from 'ioredis';
import type { Clock } from '../../../domain/ports/clock';
import type { KeyRing, KeyRingUnavailable } from '../../../domain/ports/key-ring';
import type { Ids } from '../../../domain/ports/ids';
import type { Logger } from '../../../domain/ports/logger';
import { connected, singleClient } from '../client';
import type { RedisNotDurable } from '../redis-not-durable';
import { watchClient } from '../watch-client';
import { createKeyRing, toReadOnly } from './create-key-ring';
import { ringKeys } from './layout';
import { createRunScript } from './run-script';
import { createScrub } from './scrub';
import { scrubLeftOver } from './scrub-left-over';
import { wrongSettings } from './wrong-settings';

export type RedisKeyRing = { readonly keyRing: KeyRing; readonly close: () => Promise<void> };

export type RedisKeyRingOptions = {
  readonly url: string;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Beside the processes that write: nothing in it is changed. */
  readonly readOnly?: boolean;
};

/** How long a start waits for a Redis that is starting too. */
const START_MILLIS = 10_000;

/** After each loss of the connection it may be another server, or one that was started otherwise. */
const createDurable = (client: Redis): (() => Promise<void>) => {
  const look = async (): Promise<void> => {
    const wrong = await wrongSettings(client);
    if (wrong.length > 0) throw new Error(`the key ring is not durable: ${wrong.map((one) => one.setting).join(', ')}`);
  };
  let looked = Promise.resolve();
  client.on('ready', () => {
    looked = look();
    // Who waits for it is told; until somebody does, it is nobody's failure.
    looked.catch(() => undefined);
  });
  return async () => looked;
};

const ringIdOf = async (client: Redis, { ids, readOnly = false }: RedisKeyRingOptions): Promise<string> => {
  const key = ringKeys[0] ?? '';
  if (!readOnly) await client.set(key, ids.random(), 'NX');
  const ringId = await client.get(key);
  if (ringId === null) throw new Error('there is no key ring');
  return ringId;
};

const open = async (client: Redis, options: RedisKeyRingOptions): Promise<E.Either<RedisNotDurable, RedisKeyRing>> => {
  const { clock, logger, readOnly = false } = options;
  watchClient(client, logger, 'the key ring');
  await connected(client, START_MILLIS);
  const wrong = await wrongSettings(client);
  if (wrong.length > 0 && !readOnly) return E.left({ _tag: 'RedisNotDurable', settings: wrong });
  const run = createRunScript(client, await ringIdOf(client, options));
  const scrub = createScrub({ client, clock });
  const ring = createKeyRing({ run, durable: createDurable(client), scrub });
  const closing = new AbortController();
  const scrubbing = readOnly ? Promise.resolve() : scrubLeftOver({ scrub, clock, logger }, closing.signal);
  return E.right({
    keyRing: readOnly ? toReadOnly(ring, run) : ring,
    close: async () => {
      closing.abort();
      // What waits for an answer fails: a rewriting that was begun goes on without this process.
      client.disconnect();
      await scrubbing;
    },
  });
};

/**
 * The key ring of several processes, in one Redis that keeps what it acknowledges; any other is refused, and so is one that was
 * wiped or changed for another while the ring is open. It connects again by itself, for ever.
 */
export const openRedisKeyRing =
  (options: RedisKeyRingOptions): TaskEither<KeyRingUnavailable | RedisNotDurable, RedisKeyRing> =>
  async () => {
    const client = singleClient(options.url, options.ids.fraction);
    try {
      const opened = await open(client, options);
      if (E.isLeft(opened)) client.disconnect();
      return opened;
    } catch (cause) {
      client.disconnect();
      return E.left({ _tag: 'KeyRingUnavailable', cause });
    }
  };
