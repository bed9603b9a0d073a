import { createHash } from 'node:crypto';
import type { Client } from './client';

export type Script = { readonly lua: string; readonly sha: string };
export type Argument = string | number | Buffer;

export const scriptOf = (lua: string): Script => ({ lua, sha: createHash('sha1').update(lua).digest('hex') });

const isUnknown = (error: unknown): boolean => error instanceof Error && error.message.startsWith('NOSCRIPT');

/** By its digest; a server that does not know it yet, or no more, gets the whole text. */
export const callScript = async (
  client: Client,
  { lua, sha }: Script,
  keys: ReadonlyArray<string>,
  args: ReadonlyArray<Argument>,
): Promise<unknown> => {
  const rest = [keys.length, ...keys, ...args];
  try {
    return await client.callBuffer('evalsha', sha, ...rest);
  } catch (error) {
    if (!isUnknown(error)) throw error;
    return client.callBuffer('eval', lua, ...rest);
  }
};
