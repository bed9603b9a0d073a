import { existsSync } from 'node:fs';

export type Check = { readonly name: string; readonly script: string };

/** Each is a script of package.json, so that what fails here can be run alone by its name. */
export const checks: ReadonlyArray<Check> = [
  { name: 'services', script: 'services' },
  { name: 'types', script: 'typecheck' },
  { name: 'build', script: 'build' },
  { name: 'lint', script: 'lint' },
  { name: 'format', script: 'format:check' },
  { name: 'import rules', script: 'boundaries' },
  { name: 'unused code', script: 'unused' },
  ...(existsSync('scripts/events-doc.ts') ? [{ name: 'events page', script: 'docs:check' }] : []),
];
