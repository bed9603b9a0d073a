import { limits } from './limits';
import { isReservedName } from './reserved-names';
import type { Scope } from './scope';

type Path = hbs.AST.PathExpression;
/** What is wrong with a path, or the variable that it begins at, if it begins at one. */
export type PathFinding = { readonly fault: string } | { readonly variable: string | undefined };

const loopData = new Set(['index', 'key', 'first', 'last']);

/** `this.name` and `./name` mean the context's own, whatever names and helpers there are. */
const isScoped = ({ original }: Path): boolean => /^(this\b|\.)/.test(original);

/** The name of a path that is one bare word, as the name of a helper is. */
export const bareName = (path: Path): string | undefined =>
  path.parts.length === 1 && path.depth === 0 && !path.data && !isScoped(path) ? path.parts[0] : undefined;

const inspectData = ({ parts: [name, variable, ...rest] }: Path): PathFinding => {
  if (name === 'root') return { variable };
  if (name !== undefined && loopData.has(name) && variable === undefined && rest.length === 0)
    return { variable: undefined };
  return { fault: `There is no @${name ?? ''}` };
};

/** Whether the path is one that a template may follow: into its variables, by names that lead nowhere else. */
export const inspectPath = (path: Path, { contexts, blockNames }: Scope): PathFinding => {
  const [first] = path.parts;
  const reserved = path.parts.find(isReservedName);
  if (reserved !== undefined) return { fault: `The name ${reserved} can't be used` };
  if (path.parts.length > limits.path || path.depth > limits.nesting) return { fault: 'The path is too long' };
  if (path.data) return inspectData(path);
  if (path.depth === 0 && !isScoped(path) && blockNames.has(first ?? '')) return { variable: undefined };
  return { variable: contexts.at(-1 - path.depth) === 'variables' ? first : undefined };
};
