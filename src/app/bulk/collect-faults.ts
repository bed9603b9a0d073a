import type { AppFailure, FieldError } from '../failure';

/** So many are told; a list of a million wrong lines is not told each. */
const MOST_TOLD = 1_000;

export type Faults = {
  readonly add: (errors: ReadonlyArray<FieldError>) => void;
  readonly isNone: () => boolean;
  /** Undefined where there is none. */
  readonly failure: () => AppFailure | undefined;
};

/** The first faults of a list, and how many there are in all. What many have in common stands in one place, and is one. */
export const collectFaults = (): Faults => {
  const told = new Map<string, FieldError>();
  let total = 0;
  const add = (error: FieldError): void => {
    const name = JSON.stringify([error.line, error.path]);
    if (told.has(name)) return;
    total += 1;
    if (told.size < MOST_TOLD) told.set(name, error);
  };
  return {
    add: (errors) => errors.forEach(add),
    isNone: () => total === 0,
    failure: () => (total === 0 ? undefined : { _tag: 'Impossible', errors: [...told.values()], total }),
  };
};
