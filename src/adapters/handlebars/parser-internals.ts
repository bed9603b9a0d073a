import Handlebars from 'handlebars';

type Lexer = {
  yy: object;
  readonly yylloc: { readonly first_line: number; readonly first_column: number };
  readonly setInput: (source: string) => void;
  readonly lex: () => number | string;
};
type Parser = { readonly lexer: Lexer; readonly terminals_: Readonly<Record<number | string, string>> };

/** Exported by Handlebars and missing from its types: the generated parser, which all environments of the process share. */
const { lexer, terminals_: names } = (Handlebars as unknown as { readonly Parser: Parser }).Parser;

/** Where the lexer stands: at the token that it read last. */
export const lexerPosition = (): { readonly line: number; readonly column: number } => ({
  line: lexer.yylloc.first_line,
  column: lexer.yylloc.first_column,
});

/**
 * The names of the source's tokens, up to the first that is none. Bounded, since the lexer goes round in circles after
 * faults at which the parser would have left it. To be read without a pause: the lexer is shared.
 */
export function* tokenNames(source: string): Iterable<string> {
  lexer.yy = {};
  lexer.setInput(source);
  for (let read = 0; read <= source.length; read += 1) {
    const token = lexer.lex();
    const name = names[token] ?? String(token);
    if (name === 'EOF' || name === 'INVALID') return;
    yield name;
  }
}
