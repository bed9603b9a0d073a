import type { Either } from 'fp-ts/Either';
import type { TemplateContent } from '../template/events';
import type { JsonObject } from '../shared/json';

export type Rendered = {
  readonly title: string;
  readonly body: string;
  readonly emailHtml: string | null;
  readonly smsText: string | null;
};

/** Line and column start at 1 and 0, as the parser counts them. */
export type SourceFault = { readonly line: number; readonly column: number; readonly message: string };
export type BrokenSource = {
  readonly _tag: 'BrokenSource';
  readonly part: string;
  readonly faults: ReadonlyArray<SourceFault>;
};
/** The rendering took too long, nested too deep or made too much. */
export type RenderFailure = { readonly _tag: 'RenderFailed'; readonly part: string; readonly reason: string };

/** `timezone` is an IANA name; null: UTC. */
export type RenderOptions = { readonly locale: string; readonly timezone: string | null };

/**
 * Renders untrusted templates: they reach their variables and the four helpers, and nothing else. HTML is escaped in the
 * HTML part only. `cacheKey` names the content for ever (`code.locale.version`), so compiled templates are kept by it.
 */
export type TemplateEngine = {
  readonly render: (
    cacheKey: string,
    content: TemplateContent,
    variables: JsonObject,
    options: RenderOptions,
  ) => Either<RenderFailure | BrokenSource, Rendered>;
  /** The source's faults, and the names of the variables that it uses. */
  readonly check: (source: string) => {
    readonly faults: ReadonlyArray<SourceFault>;
    readonly variables: ReadonlyArray<string>;
  };
  readonly clear: () => void;
};
