import type { Json, JsonObject } from '../shared/json';
import { toInstant } from '../shared/codecs';
import type { TemplateContent, VariableType } from './events';

type Declared = Pick<TemplateContent, 'variables'>;

export type VariableFault = { readonly name: string; readonly problem: 'missing' | 'wrong-type' };

const isOfType: Readonly<Record<VariableType, (value: Json) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  instant: (value) => typeof value === 'string' && toInstant(value) !== undefined,
  array: (value) => Array.isArray(value),
  object: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
};

const valueOf = (data: JsonObject, name: string): Json => (Object.hasOwn(data, name) ? (data[name] ?? null) : null);

/** What of the declared variables is absent (null is absent) though required, or of another type; the order is the declaration's. */
export const checkVariables = ({ variables }: Declared, data: JsonObject): ReadonlyArray<VariableFault> =>
  variables.flatMap(({ name, type, required }): ReadonlyArray<VariableFault> => {
    const value = valueOf(data, name);
    if (value === null) return required ? [{ name, problem: 'missing' }] : [];
    return isOfType[type](value) ? [] : [{ name, problem: 'wrong-type' }];
  });

/** What may be stored and shown, and what only the sending may know. Everything not declared secret is shown. */
export const splitSecrets = (
  { variables }: Declared,
  data: JsonObject,
): { readonly shown: JsonObject; readonly secrets: JsonObject } => {
  const secret = new Set(variables.filter((variable) => variable.secret).map(({ name }) => name));
  const entries = Object.entries(data);
  return {
    shown: Object.fromEntries(entries.filter(([name]) => !secret.has(name))),
    secrets: Object.fromEntries(entries.filter(([name]) => secret.has(name))),
  };
};
