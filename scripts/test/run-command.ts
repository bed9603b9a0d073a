import { spawn } from 'node:child_process';

export type Finished = { readonly ok: boolean; readonly output: string; readonly seconds: number };

/**
 * Runs a program to its end and keeps what it printed. It is stopped after `minutes`: a check that hangs is a failed
 * one. `onOutput` sees each piece of output as it comes.
 */
export const runCommand = async (
  [program, ...args]: readonly [string, ...Array<string>],
  options: { readonly minutes: number; readonly env?: NodeJS.ProcessEnv; readonly onOutput?: (text: string) => void },
): Promise<Finished> =>
  new Promise((resolve) => {
    const started = performance.now();
    const pieces: Array<string> = [];
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      timeout: options.minutes * 60_000,
    });
    const take = (chunk: Buffer) => {
      pieces.push(chunk.toString());
      options.onOutput?.(chunk.toString());
    };
    const finish = (ok: boolean, note = '') => {
      resolve({ ok, output: pieces.join('') + note, seconds: (performance.now() - started) / 1000 });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (cause) => {
      finish(false, `${program} did not start: ${cause.message}\n`);
    });
    child.on('close', (code, signal) => {
      finish(code === 0, signal === null ? '' : `\nstopped by ${signal} after at most ${options.minutes} minutes\n`);
    });
  });
