import { LimitExceeded } from './limit-exceeded';
import { limits } from './limits';
import { isReservedName } from './reserved-names';

type Budget = { values: number; text: number };

/** What a copied object inherits: only that it prints as nothing, where a plain one would print `[object Object]`. */
const printsNothing: object = Object.freeze({ __proto__: null, [Symbol.toPrimitive]: () => '' });

const spendText = (budget: Budget, text: string): string => {
  budget.text -= text.length;
  if (budget.text < 0) throw new LimitExceeded('variables-too-large');
  return text;
};

const copyObject = (value: object, budget: Budget, depth: number): object => {
  const copy = Object.create(printsNothing) as Record<string, unknown>;
  for (const [key, field] of Object.entries(value)) {
    if (!isReservedName(key)) copy[spendText(budget, key)] = copyValue(field, budget, depth + 1);
  }
  return copy;
};

const copyValue = (value: unknown, budget: Budget, depth: number): unknown => {
  budget.values -= 1;
  if (budget.values < 0 || depth > limits.depth) throw new LimitExceeded('variables-too-large');
  if (typeof value === 'string') return spendText(budget, value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copyValue(item, budget, depth + 1));
  return typeof value === 'object' ? copyObject(value, budget, depth) : null;
};

/**
 * The variables as a template may see them: fresh values of JSON and nothing else, whose objects inherit nothing of
 * JavaScript's. Throws LimitExceeded.
 */
export const toSafeValues = (variables: object): object =>
  copyObject(variables, { values: limits.values, text: limits.text }, 0);
