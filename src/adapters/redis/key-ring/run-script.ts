import type { Redis } from 'ioredis';
import { type Argument, callScript, type Script } from '../script';
import { ringKeys } from './layout';

export type RunScript = (script: Script, args: ReadonlyArray<Argument>) => Promise<unknown>;

/** On the ring that was opened, and on no other. */
export const createRunScript =
  (client: Redis, ringId: string): RunScript =>
  async (script, args) =>
    callScript(client, script, ringKeys, [ringId, ...args]);
