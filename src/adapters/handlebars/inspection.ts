import type { SourceFault } from '../../domain/ports/template-engine';
import { type Scope } from './scope';
import { inspectPath } from './inspect-path';

/** What has been found so far on the walk through one template. */
export type Inspection = {
  readonly faults: Array<SourceFault>;
  readonly variables: Set<string>;
  nodes: number;
};

export const newInspection = (): Inspection => ({ faults: [], variables: new Set(), nodes: 0 });

export const addFault = ({ faults }: Inspection, { loc }: hbs.AST.Node, message: string): void => {
  faults.push({ line: loc.start.line, column: loc.start.column, message });
};

const literals = new Set(['StringLiteral', 'NumberLiteral', 'BooleanLiteral', 'NullLiteral', 'UndefinedLiteral']);

/** An argument: a path or a literal; nothing that would call something. */
export const inspectValue = (inspection: Inspection, node: hbs.AST.Expression, scope: Scope): void => {
  inspection.nodes += 1;
  if (literals.has(node.type)) return;
  if (node.type !== 'PathExpression') {
    addFault(inspection, node, 'Calls within calls are not allowed');
    return;
  }
  const found = inspectPath(node as hbs.AST.PathExpression, scope);
  if ('fault' in found) addFault(inspection, node, found.fault);
  else if (found.variable !== undefined) inspection.variables.add(found.variable);
};
