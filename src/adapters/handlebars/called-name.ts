import { bareName } from './inspect-path';
import type { Scope } from './scope';

/** The name that is called, unless a block has given that name to a value. */
export const calledName = (path: hbs.AST.MustacheStatement['path'], { blockNames }: Scope): string | undefined => {
  const name = path.type === 'PathExpression' ? bareName(path as hbs.AST.PathExpression) : undefined;
  return name !== undefined && blockNames.has(name) ? undefined : name;
};
