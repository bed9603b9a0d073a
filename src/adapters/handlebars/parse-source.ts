import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import Handlebars from 'handlebars';
import type { SourceFault } from '../../domain/ports/template-engine';
import { limits } from './limits';

const Located = t.type({ lineNumber: t.number, column: t.number, message: t.string }, 'Located');
const Lexer = t.type({ lexer: t.type({ yylloc: t.type({ first_line: t.number, first_column: t.number }) }) }, 'Lexer');

/** Where the parser stood: its own messages name the line of the statement, and no column. */
const parserPosition = (): Pick<SourceFault, 'line' | 'column'> => {
  const parser: unknown = Reflect.get(Handlebars, 'Parser');
  if (!Lexer.is(parser)) return { line: 1, column: 0 };
  const { first_line: line, first_column: column } = parser.lexer.yylloc;
  return { line, column };
};

const toFault = (cause: unknown): SourceFault => {
  // A mismatch of blocks knows its own place: `each doesn't match if - 1:3`.
  if (Located.is(cause)) {
    return { line: cause.lineNumber, column: cause.column, message: cause.message.replace(/ - \d+:\d+$/, '') };
  }
  if (cause instanceof RangeError) return { line: 1, column: 0, message: 'Blocks are nested too deep' };
  const got = /got '(\w+)'$/.exec(cause instanceof Error ? cause.message : '')?.[1];
  const message = got === 'EOF' ? 'The template ends too early' : `Not expected here: ${got ?? 'this'}`;
  return { ...parserPosition(), message };
};

/** The source as Handlebars reads it, or its first fault. */
export const parseSource = (source: string): E.Either<SourceFault, hbs.AST.Program> => {
  if (source.length > limits.source) {
    return E.left({ line: 1, column: 0, message: `Longer than ${limits.source} characters` });
  }
  return E.tryCatch(() => Handlebars.parse(source), toFault);
};
