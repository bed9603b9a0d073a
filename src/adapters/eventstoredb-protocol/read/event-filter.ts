import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import * as E from 'fp-ts/Either';
import type { EngineRecord } from '../../../domain/ports/journal-engine';
import { type CallFailure, invalidArgument } from '../call-failure';
import { compilePattern } from '../pattern/compile-pattern';

export type EventFilter = (record: EngineRecord) => boolean;

export type Filtering = {
  readonly passes: EventFilter;
  /** How much work it is at most to say so, in comparisons of characters. */
  readonly effort: (record: EngineRecord) => number;
  /** A checkpoint is due each time so many events have been considered, whether they pass or not. */
  readonly checkpointInterval: number;
};

type Matcher = { readonly matches: (text: string) => boolean; readonly effort: (text: string) => number };
type FilterOptions = ReadReq.Options.FilterOptions;

/** Where the request gives no window of its own. */
const USUAL_WINDOW = 32;
const MAX_PREFIXES = 1_000;

const byPrefix = (prefixes: ReadonlyArray<string>): Matcher => ({
  matches: (text) => prefixes.some((prefix) => text.startsWith(prefix)),
  effort: () => prefixes.length,
});

/** A pattern wins over prefixes; it is searched for anywhere, unless it says otherwise. */
const matcherOf = (expression: ReadReq.Options.FilterOptions.Expression): E.Either<CallFailure, Matcher> => {
  const pattern = expression.getRegex();
  const prefixes = expression.getPrefixList();
  if (pattern === '') {
    return prefixes.length > MAX_PREFIXES ? E.left(invalidArgument('Too many prefixes.')) : E.right(byPrefix(prefixes));
  }
  const compiled = compilePattern(pattern);
  if (E.isLeft(compiled)) return E.left(invalidArgument(`The regular expression: ${compiled.left}`));
  const { matches, steps } = compiled.right;
  return E.right({ matches, effort: ({ length }) => length * steps });
};

const intervalOf = (options: FilterOptions): number =>
  (options.hasMax() ? options.getMax() : USUAL_WINDOW) * options.getCheckpointintervalmultiplier();

/** What a request filters by (contract, section 8.3); undefined where it does not. */
export const filterOf = (options: FilterOptions | undefined): E.Either<CallFailure, Filtering | undefined> => {
  if (options === undefined) return E.right(undefined);
  const checkpointInterval = intervalOf(options);
  if (checkpointInterval <= 0)
    return E.left(invalidArgument('The window of a filter and its checkpoint interval are at least one.'));
  const ofStream = options.getStreamIdentifier();
  const ofType = options.getEventType();
  const expression = ofStream ?? ofType;
  if (expression === undefined) return E.left(invalidArgument('A filter is by stream or by type.'));
  const matcher = matcherOf(expression);
  if (E.isLeft(matcher)) return matcher;
  const { matches, effort } = matcher.right;
  const textOf = ({ stream, type }: EngineRecord): string => (ofStream === undefined ? type : stream);
  return E.right({
    checkpointInterval,
    passes: (record) => matches(textOf(record)),
    effort: (record) => effort(textOf(record)),
  });
};
