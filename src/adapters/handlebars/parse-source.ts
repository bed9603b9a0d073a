import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import Handlebars from 'handlebars';
import type { SourceFault } from '../../domain/ports/template-engine';
import { limits } from './limits';
import { lexerPosition } from './parser-internals';
import { weighSource } from './weigh-source';

type Program = hbs.AST.Program;

/** A mismatch of blocks knows its own place: `each doesn't match if - 1:3`. */
const Located = t.type({ lineNumber: t.number, column: t.number, message: t.string }, 'Located');

const toFault = (cause: unknown): SourceFault => {
  if (Located.is(cause)) {
    return { line: cause.lineNumber, column: cause.column, message: cause.message.replace(/ - \d+:\d+$/, '') };
  }
  const got = /got '(\w+)'$/.exec(cause instanceof Error ? cause.message : '')?.[1];
  const message = got === 'EOF' ? 'The template ends too early' : `Not expected here: ${got ?? 'this'}`;
  return { ...lexerPosition(), message };
};

const refuseHeavy = (source: string): E.Either<SourceFault, string> => {
  if (source.length > limits.source) {
    return E.left({ line: 1, column: 0, message: `Longer than ${limits.source} characters` });
  }
  const message = weighSource(source);
  return message === undefined ? E.right(source) : E.left({ ...lexerPosition(), message });
};

/** The source as Handlebars reads it, or its first fault. */
export const parseSource = (source: string): E.Either<SourceFault, Program> =>
  pipe(
    E.tryCatch(() => refuseHeavy(source), toFault),
    E.flatten,
    E.chain((light) => E.tryCatch(() => Handlebars.parse(light), toFault)),
  );
