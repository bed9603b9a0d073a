/** Where in a template a path stands: which context its blocks have given it, and which names. */
export type Scope = {
  /** Innermost last: the variables themselves, or something within them. */
  readonly contexts: ReadonlyArray<'variables' | 'within'>;
  readonly blockNames: ReadonlySet<string>;
  readonly nesting: number;
};

export const outermost: Scope = { contexts: ['variables'], blockNames: new Set(), nesting: 0 };

export const deeper = (scope: Scope): Scope => ({ ...scope, nesting: scope.nesting + 1 });

export const within = (scope: Scope): Scope => ({ ...scope, contexts: [...scope.contexts, 'within'] });

export const named = (scope: Scope, names: ReadonlyArray<string>): Scope => ({
  ...scope,
  blockNames: new Set([...scope.blockNames, ...names]),
});
