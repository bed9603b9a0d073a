import type { ViewId } from '../../../domain/shared/view';
import type { Client } from '../client';
import type { Script } from './scripts/script';
import { viewKeys } from './view-keys';

export type Argument = string | number | Buffer;
/** What a script answers: null where the view is not there. */
export type RunScript = (script: Script, view: ViewId, args: ReadonlyArray<Argument>) => Promise<unknown>;

const isUnknown = (error: unknown): boolean => error instanceof Error && error.message.startsWith('NOSCRIPT');

/** By its digest; a server that does not know it yet, or no more, gets the whole text. */
export const createRunScript =
  (client: Client): RunScript =>
  async ({ lua, sha }, view, args) => {
    const keys = viewKeys(view);
    const rest = [keys.length, ...keys, ...args];
    try {
      return await client.callBuffer('evalsha', sha, ...rest);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      return client.callBuffer('eval', lua, ...rest);
    }
  };
