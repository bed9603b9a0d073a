import { calledName } from './called-name';
import { helperRule } from './helper-rules';
import { inspectCall, namedArguments } from './inspect-call';
import { type Inspection, addFault, inspectValue } from './inspection';
import type { Scope } from './scope';

type Mustache = hbs.AST.MustacheStatement;

const inspectOutput = (inspection: Inspection, node: Mustache, scope: Scope): void => {
  const isCall = node.params.length > 0 || namedArguments(node).length > 0;
  if (isCall) addFault(inspection, node, 'There is no such helper');
  else if (node.path.type === 'PathExpression') inspectValue(inspection, node.path, scope);
  else addFault(inspection, node, 'Not a variable');
};

/** `{{...}}`: a variable, or a helper that is called in place. Always escaped, where the part is HTML. */
export const inspectMustache = (inspection: Inspection, node: Mustache, scope: Scope): void => {
  if (!node.escaped) addFault(inspection, node, 'Output without escaping is not allowed');
  const name = calledName(node.path, scope);
  const rule = name === undefined ? undefined : helperRule(name);
  if (name === undefined || rule === undefined) inspectOutput(inspection, node, scope);
  else if (rule.form === 'inline') inspectCall(inspection, node, { name, rule }, scope);
  else addFault(inspection, node, `${name} is a block: {{#${name}}}`);
};
