import { type Redis, ReplyError } from 'ioredis';
import type { Clock } from '../../../domain/ports/clock';
import { parseInfo } from '../server-info';
import { destroyedKey, scrubbedKey } from './layout';

/**
 * Lets the Redis write its files anew: an append-only file remembers what was set, and so the keys that were destroyed. Resolves
 * once every key that was destroyed before the call is in no file; rejects where that can't be said.
 */
export type Scrub = () => Promise<void>;

type Scrubbing = { readonly client: Redis; readonly clock: Clock };

const LOOK_EVERY_MILLIS = 20;
/** Whoever waits so long is told that it can't be said; the next try goes on where this one ends. */
const PATIENCE_MILLIS = 30_000;

const aofState = async (client: Redis): Promise<ReadonlyMap<string, string>> =>
  parseInfo(await client.info('persistence'));

/** Ends with the state in which no rewriting is under way; rejects where that takes too long. */
const untilIdle = async ({ client, clock }: Scrubbing): Promise<ReadonlyMap<string, string>> => {
  const patience = new AbortController();
  const isOver = (): boolean => patience.signal.aborted;
  void clock.wait(PATIENCE_MILLIS, patience.signal).then(() => {
    patience.abort();
  });
  try {
    while (!isOver()) {
      const state = await aofState(client);
      if (state.get('aof_rewrite_in_progress') === '0' && state.get('aof_rewrite_scheduled') === '0') return state;
      await clock.wait(LOOK_EVERY_MILLIS, patience.signal);
    }
  } finally {
    patience.abort();
  }
  throw new Error('the key ring does not end to rewrite its files');
};

/** Whether a rewriting has begun: another process may have been first. */
const begins = async (client: Redis): Promise<boolean> => {
  try {
    await client.bgrewriteaof();
    return true;
  } catch (error) {
    if (error instanceof ReplyError) return false;
    throw error;
  }
};

/** One that is under way may have begun before the last destruction: so another one, from its end on. */
const rewrite = async (deps: Scrubbing): Promise<void> => {
  do await untilIdle(deps);
  while (!(await begins(deps.client)));
  const state = await untilIdle(deps);
  if (state.get('aof_last_bgrewrite_status') !== 'ok') throw new Error('the key ring could not rewrite its files');
};

/** Says how many destructions the files have forgotten; it never takes back what another process has said. */
const note = `
if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[1]) end
return 1`;

const scrubNow = async (deps: Scrubbing): Promise<void> => {
  const { client } = deps;
  const [destroyed, scrubbed] = await client.mget(destroyedKey, scrubbedKey);
  if (Number(destroyed ?? '0') <= Number(scrubbed ?? '0')) return;
  await rewrite(deps);
  await client.eval(note, 1, scrubbedKey, destroyed ?? '0');
};

/** Whoever comes while the files are being written shares the next writing with all who come then. */
export const createScrub = (deps: Scrubbing): Scrub => {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const afterRunning = async (): Promise<void> => {
    // Its failure is told to those who waited for it.
    await running.catch(() => undefined);
    next = undefined;
    running = scrubNow(deps);
    return running;
  };
  return async () => {
    next ??= afterRunning();
    return next;
  };
};
