import type { Redis } from 'ioredis';
import type { Clock } from '../../../domain/ports/clock';
import type { Logger } from '../../../domain/ports/logger';
import { errorCode } from '../../../domain/shared/error-code';
import { parseInfo } from '../server-info';
import { ringKeys, scrubberKey } from './layout';

type Scrubbing = { readonly client: Redis; readonly clock: Clock; readonly logger: Logger };

const unscrubbedKey = ringKeys.at(-1) ?? '';
const EVERY_MILLIS = 60_000;
const LOOK_EVERY_MILLIS = 200;
/** Longer than a rewriting takes: what is left by a process that died is not waited for longer. */
const HELD_SECONDS = 600;

const persistence = async (client: Redis): Promise<ReadonlyMap<string, string>> =>
  parseInfo(await client.info('persistence'));

/** False where it was given up, since the signal aborted. */
const untilNoneIsUnderWay = async ({ client, clock }: Scrubbing, signal: AbortSignal): Promise<boolean> => {
  const isOver = (): boolean => signal.aborted;
  for (;;) {
    const info = await persistence(client);
    const isIdle = info.get('aof_rewrite_in_progress') === '0' && info.get('aof_rewrite_scheduled') === '0';
    if (isIdle || isOver()) return isIdle;
    await clock.wait(LOOK_EVERY_MILLIS, signal);
  }
};

/** A rewriting that is under way may have begun before the last destruction: so another one, from its end on. */
const rewrite = async (deps: Scrubbing, signal: AbortSignal): Promise<boolean> => {
  if (!(await untilNoneIsUnderWay(deps, signal))) return false;
  await deps.client.bgrewriteaof();
  if (!(await untilNoneIsUnderWay(deps, signal))) return false;
  return (await persistence(deps.client)).get('aof_last_bgrewrite_status') === 'ok';
};

/**
 * Lets the Redis write its files anew where they still hold keys that were destroyed, as they do: an append-only file remembers
 * what was set. One process of all does it; what could not be finished is done again.
 */
export const scrubOnce = async (deps: Scrubbing, signal: AbortSignal): Promise<void> => {
  const { client } = deps;
  const due = Number((await client.get(unscrubbedKey)) ?? '0');
  if (due === 0 || (await client.set(scrubberKey, '1', 'EX', HELD_SECONDS, 'NX')) === null) return;
  try {
    if (await rewrite(deps, signal)) await client.decrby(unscrubbedKey, due);
  } finally {
    await client.del(scrubberKey);
  }
};

/** Once a minute, until the signal aborts. */
export const scrub = async (deps: Scrubbing, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      await scrubOnce(deps, signal);
    } catch (error) {
      deps.logger.warn('destroyed keys are still in files of the key ring', { because: errorCode(error) });
    }
    await deps.clock.wait(EVERY_MILLIS, signal);
  }
};
