import type { Redis } from 'ioredis';
import { ringKeys } from './layout';
import type { Script } from './scripts';

export type Argument = string | Buffer;
export type RunScript = (script: Script, args: ReadonlyArray<Argument>) => Promise<unknown>;

const isUnknown = (error: unknown): boolean => error instanceof Error && error.message.startsWith('NOSCRIPT');

/** By its digest; a server that does not know it yet, or no more, gets the whole text. */
export const createRunScript =
  (client: Redis, ringId: string): RunScript =>
  async ({ lua, sha }, args) => {
    const rest = [ringKeys.length, ...ringKeys, ringId, ...args];
    try {
      return await client.callBuffer('evalsha', sha, ...rest);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      return client.callBuffer('eval', lua, ...rest);
    }
  };
