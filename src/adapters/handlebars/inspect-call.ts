import type { HelperRule } from './helper-rules';
import { type Inspection, addFault, inspectValue } from './inspection';
import type { Scope } from './scope';

export type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement;

/** `hash` is absent, whatever the types say, where nothing is named. */
export const namedArguments = (call: Call): ReadonlyArray<hbs.AST.HashPair> =>
  (call.hash as hbs.AST.Hash | undefined)?.pairs ?? [];

const countWords = ({ least, most }: HelperRule): string => (least === most ? String(least) : `${least} to ${most}`);

/** Whether a helper is given what it takes. */
export const inspectCall = (
  inspection: Inspection,
  call: Call,
  { name, rule }: { readonly name: string; readonly rule: HelperRule },
  scope: Scope,
): void => {
  const { length } = call.params;
  if (length < rule.least || length > rule.most) {
    addFault(inspection, call, `${name} takes ${countWords(rule)} arguments, not ${length}`);
  }
  for (const param of call.params) inspectValue(inspection, param, scope);
  for (const pair of namedArguments(call)) {
    if (!rule.named.includes(pair.key)) addFault(inspection, pair, `${name} takes no argument ${pair.key}`);
    inspectValue(inspection, pair.value, scope);
  }
};
