import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Jobs a second as a program of somebody else's measured them: the command, as a shell takes it, is given the URL of a Redis
 * and how many, and prints `RATE=<n>`.
 */
export const noopJobRate = async (command: string, redisUrl: string, count: number): Promise<number> => {
  const shell = { shell: true, encoding: 'utf8' } as const;
  const { stdout } = await promisify(execFile)(command, [redisUrl, String(count)], shell);
  const rate = /^RATE=(\d+(?:\.\d+)?)$/m.exec(stdout)?.[1];
  if (rate === undefined) throw new Error('the program with the jobs does not say how many a second');
  return Number(rate);
};
