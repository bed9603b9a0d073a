import { existsSync } from 'node:fs';

export type Check = { readonly name: string; readonly script: string };

/**
 * Each is a script of package.json, so that what fails here can be run alone by its name. They run in two rows side by side:
 * looking for style takes as long as all the others.
 */
export const checks: ReadonlyArray<ReadonlyArray<Check>> = [
  [
    { name: 'services', script: 'services' },
    { name: 'types', script: 'typecheck' },
    { name: 'build', script: 'build' },
    { name: 'format', script: 'format:check' },
    { name: 'import rules', script: 'boundaries' },
    { name: 'unused code', script: 'unused' },
    ...(existsSync('scripts/events-doc.ts') ? [{ name: 'events page', script: 'docs:check' }] : []),
  ],
  [{ name: 'lint', script: 'lint' }],
];
