import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** `kept`: what JavaScript still reaches, its buffers included; `resident`: what the process takes of the machine. */
export type MemoryUse = { readonly kept: number; readonly resident: number };

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What the first collection finalizes, the second one frees. */
export const collectGarbage = async (): Promise<void> => {
  for (let time = 0; time < 2; time += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
};

const valueOf = (exposition: string, name: string): number => {
  const [, value] = new RegExp(`^${name} ([0-9.e+]+)$`, 'm').exec(exposition) ?? [];
  if (value === undefined) throw new Error(`There is no metric ${name}`);
  return Number(value);
};

/** What a server in this process says of its memory once all garbage is gone. */
export const memoryUse = async (exposition: () => Promise<string>): Promise<MemoryUse> => {
  await collectGarbage();
  const said = await exposition();
  return {
    kept: valueOf(said, 'nodejs_heap_size_used_bytes') + valueOf(said, 'nodejs_external_memory_bytes'),
    resident: valueOf(said, 'process_resident_memory_bytes'),
  };
};
