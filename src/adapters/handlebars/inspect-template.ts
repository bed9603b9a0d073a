import { helperRule } from './helper-rules';
import { calledName } from './called-name';
import { inspectCall } from './inspect-call';
import { inspectMustache } from './inspect-mustache';
import { type Inspection, addFault, newInspection } from './inspection';
import { limits } from './limits';
import { isReservedName } from './reserved-names';
import { type Scope, deeper, named, outermost, within } from './scope';

type Program = hbs.AST.Program;
type Block = hbs.AST.BlockStatement;

const blockNamesOf = (program: Program | undefined): ReadonlyArray<string> =>
  (program?.blockParams as ReadonlyArray<string> | undefined) ?? [];

const isThis = ({ parts, depth, data }: hbs.AST.PathExpression): boolean => parts.length === 0 && depth === 0 && !data;

/** Whether the block's content stands in another context than the block itself: Handlebars counts for `../` only those. */
const changesContext = (name: string, { params: [subject] }: Block): boolean =>
  name === 'each' ||
  (name === 'with' && !(subject?.type === 'PathExpression' && isThis(subject as hbs.AST.PathExpression)));

const innerScope = (name: string, node: Block, scope: Scope): Scope => {
  const inner = named(deeper(scope), blockNamesOf(node.program));
  return changesContext(name, node) ? within(inner) : inner;
};

const inspectBlockNames = (inspection: Inspection, node: Block, allowed: number): void => {
  const names = blockNamesOf(node.program);
  if (names.length > allowed) addFault(inspection, node, `At most ${allowed} names after "as" here`);
  const taken = names.find((name) => isReservedName(name) || helperRule(name) !== undefined);
  if (taken !== undefined) addFault(inspection, node, `The name ${taken} can't be used`);
};

const inspectBlock = (inspection: Inspection, node: Block, scope: Scope): void => {
  const name = calledName(node.path, scope);
  const rule = name === undefined ? undefined : helperRule(name);
  if (name === undefined || rule?.form !== 'block') {
    addFault(inspection, node, 'There is no such block');
    return;
  }
  if (scope.nesting >= limits.nesting) {
    addFault(inspection, node, `Blocks are nested more than ${limits.nesting} deep`);
    return;
  }
  inspectBlockNames(inspection, node, rule.blockNames);
  inspectCall(inspection, node, { name, rule }, scope);
  inspectProgram(inspection, node.program, innerScope(name, node, scope));
  inspectProgram(inspection, node.inverse, deeper(scope));
};

const inert = new Set(['ContentStatement', 'CommentStatement']);

const inspectStatement = (inspection: Inspection, node: hbs.AST.Statement, scope: Scope): void => {
  inspection.nodes += 1;
  if (node.type === 'MustacheStatement') inspectMustache(inspection, node as hbs.AST.MustacheStatement, scope);
  else if (node.type === 'BlockStatement') inspectBlock(inspection, node as Block, scope);
  else if (!inert.has(node.type)) addFault(inspection, node, 'Partials and decorators are not allowed');
};

const inspectProgram = (inspection: Inspection, program: Program | undefined, scope: Scope): void => {
  for (const statement of program?.body ?? []) inspectStatement(inspection, statement, scope);
};

/**
 * What a template uses, and what in it is not allowed: what is not named here is refused, so that a template reaches its
 * variables and the helpers and nothing else, whatever Handlebars would take.
 */
export const inspectTemplate = (program: Program): Inspection => {
  const inspection = newInspection();
  inspectProgram(inspection, program, outermost);
  if (inspection.nodes > limits.nodes) addFault(inspection, program, `More than ${limits.nodes} statements and values`);
  return inspection;
};
