import { buffers } from './replies';
import { noGeneration, type RunScripts } from './run-script';
import { dueScript, sweepScript } from './scripts/sweep-scripts';

/** Removes what is no part of a view of this name any more and may go by now, whichever process left it. */
export const sweep = async ({ onGeneration }: RunScripts, name: string): Promise<void> => {
  const due = buffers(await onGeneration(dueScript, name, noGeneration, [])).map(String);
  for (const generation of due) await onGeneration(sweepScript, name, generation, []);
};
