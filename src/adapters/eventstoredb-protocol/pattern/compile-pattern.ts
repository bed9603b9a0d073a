import * as E from 'fp-ts/Either';
import { PatternRefused } from './node';
import { parsePattern } from './parse-pattern';
import { compileProgram, stepsOf } from './program';
import { createSearch } from './run-program';

const MAX_LENGTH = 1_000;
const MAX_STEPS = 200;

/** `steps`: how many there are to go through for each character, at most. */
export type Pattern = { readonly matches: (text: string) => boolean; readonly steps: number };

/**
 * A regular expression of a caller, as .NET reads it: searched for anywhere in a text, in time that grows with the text
 * alone. Left: why it is refused. What would need going back (references to groups, looking ahead or behind) is.
 */
export const compilePattern = (pattern: string): E.Either<string, Pattern> => {
  if (pattern.length > MAX_LENGTH) return E.left(`it is longer than ${MAX_LENGTH} characters`);
  try {
    const node = parsePattern(pattern);
    const steps = stepsOf(node);
    if (steps > MAX_STEPS) return E.left('it is too large');
    return E.right({ matches: createSearch(compileProgram(node)), steps });
  } catch (refused) {
    if (refused instanceof PatternRefused) return E.left(refused.message);
    throw refused;
  }
};
