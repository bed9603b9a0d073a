import { limits } from './limits';
import { tokenNames } from './parser-internals';

const opensBlock = new Set(['OPEN_BLOCK', 'OPEN_INVERSE', 'OPEN_RAW_BLOCK']);
const closesBlock = new Set(['OPEN_ENDBLOCK', 'END_RAW_BLOCK']);

/**
 * What makes a source too heavy to be parsed, if anything does. The parser takes time by the square of how deep blocks
 * and calls are nested: a minute and a half for 40 KB of brackets. The lexer does not, so it goes first.
 */
export const weighSource = (source: string): string | undefined => {
  const open: Array<number> = [];
  let tags = 0;
  for (const token of tokenNames(source)) {
    if (token === 'OPEN_SEXPR') return 'Calls within calls are not allowed';
    if (token.startsWith('OPEN')) tags += 1;
    if (opensBlock.has(token)) open.push(1);
    else if (closesBlock.has(token)) open.pop();
    else if (token === 'OPEN_INVERSE_CHAIN') open.push((open.pop() ?? 0) + 1);
    if (tags > limits.nodes) return `More than ${limits.nodes} statements and values`;
    if (open.reduce((sum, depth) => sum + depth, 0) > limits.nesting)
      return `Blocks are nested more than ${limits.nesting} deep`;
  }
  return undefined;
};
