import { existsSync, readFileSync } from 'node:fs';

const MEGA = 1e6;
const KIBI = 1_024;

/** The most that a process has had in memory since it began, in MB (VmHWM); undefined where the system does not say so. */
export const peakMemory = (pid: number): number | undefined => {
  const file = `/proc/${String(pid)}/status`;
  if (!existsSync(file)) return undefined;
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1];
  return kibibytes === undefined ? undefined : (Number(kibibytes) * KIBI) / MEGA;
};
