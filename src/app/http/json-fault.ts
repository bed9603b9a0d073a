import type { FieldError } from '../failure';
import { pointerTo } from './pointer';

/** Deeper than anything that is meant: what folds, hashes or renders it later may recurse without fear. */
const MAX_DEPTH = 32;

type Path = ReadonlyArray<string>;

const isIllFormed = (text: string): boolean => /\p{Surrogate}/u.test(text);
const fault = (path: Path, message: string): FieldError => ({ path: pointerTo(path), message });

const faultOfEntry = (key: string, value: unknown, path: Path): FieldError | undefined =>
  key === '__proto__' || isIllFormed(key)
    ? fault(path, 'has a field with a forbidden name')
    : faultOf(value, [...path, key]);

const faultInside = (value: object, path: Path): FieldError | undefined => {
  if (path.length >= MAX_DEPTH) return fault(path, 'is nested too deep');
  for (const [key, entry] of Object.entries(value)) {
    const found = faultOfEntry(key, entry, path);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** One for each body: the first is enough to refuse what no well-meaning client sends. */
const faultOf = (value: unknown, path: Path): FieldError | undefined => {
  if (typeof value === 'object' && value !== null) return faultInside(value, path);
  if (typeof value === 'string' && isIllFormed(value)) return fault(path, 'must be well-formed Unicode');
  if (typeof value === 'number' && !Number.isFinite(value)) return fault(path, 'must be a number that can be kept');
  return undefined;
};

/**
 * What JSON allows and the ledger can't keep: a lone surrogate (it has no UTF-8), a number beyond a double's range (it
 * would be stored as null), nesting without end, and the one name that would change an object instead of filling it.
 */
export const jsonFault = (body: unknown): FieldError | undefined => faultOf(body, []);
