import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type {
  BrokenSource,
  RenderFailure,
  RenderOptions,
  Rendered,
  SourceFault,
  TemplateEngine,
} from '../../domain/ports/template-engine';
import { errorCode } from '../../domain/shared/error-code';
import { createLruCache } from '../../domain/shared/lru-cache';
import type { JsonObject } from '../../domain/shared/json';
import { type Compiled, compileSource } from './compile-source';
import { inspectTemplate } from './inspect-template';
import { LimitExceeded } from './limit-exceeded';
import { limits } from './limits';
import { parseSource } from './parse-source';
import { checkLength } from './render-data';
import { toSafeValues } from './safe-values';

type Part = keyof Rendered;
type Outcome<A> = E.Either<RenderFailure | BrokenSource, A>;
type Kept = { readonly source: string; readonly compiled: E.Either<ReadonlyArray<SourceFault>, Compiled> };

const KEPT_SOURCES = 2000;

/** Limits that were passed are the template's or its data's fault; nothing of either is in the reason. */
const attempt = <A>(part: string, work: () => A): E.Either<RenderFailure, A> =>
  E.tryCatch(work, (cause) => ({
    _tag: 'RenderFailed',
    part,
    reason: cause instanceof LimitExceeded ? cause.reason : errorCode(cause),
  }));

const check: TemplateEngine['check'] = (source) =>
  pipe(
    parseSource(source),
    E.matchW(
      (fault) => ({ faults: [fault], variables: [] }),
      (program) => {
        const { faults, variables } = inspectTemplate(program);
        return { faults, variables: [...variables] };
      },
    ),
  );

/** Handlebars in a box: see inspect-template.ts for what a template may do, limits.ts for what it may cost. */
export const createTemplateEngine = (): TemplateEngine => {
  const kept = createLruCache<string, Kept>(KEPT_SOURCES);

  const compiledOf = (cacheKey: string, part: Part, source: string): Kept['compiled'] => {
    const key = JSON.stringify([cacheKey, part]);
    const known = kept.get(key);
    if (known?.source === source) return known.compiled;
    const compiled = compileSource(source, part === 'emailHtml' ? 'html' : 'none');
    kept.set(key, { source, compiled });
    return compiled;
  };

  const renderWith =
    (cacheKey: string, values: object, { locale, timezone }: RenderOptions) =>
    (part: Part, source: string): Outcome<string> => {
      const broken = (faults: ReadonlyArray<SourceFault>): BrokenSource => ({ _tag: 'BrokenSource', part, faults });
      const data = { locale, timezone: timezone ?? 'UTC', budget: { steps: limits.steps } };
      const compiled = compiledOf(cacheKey, part, source);
      if (E.isLeft(compiled)) return E.left(broken(compiled.left));
      return attempt(part, () => checkLength(compiled.right.render(values, data)));
    };

  const render: TemplateEngine['render'] = (cacheKey, content, variables: JsonObject, options) => {
    const values = attempt('variables', () => toSafeValues(variables));
    if (E.isLeft(values)) return values;
    const part = renderWith(cacheKey, values.right, options);
    const title = part('title', content.title);
    if (E.isLeft(title)) return title;
    const body = part('body', content.body);
    if (E.isLeft(body)) return body;
    const emailHtml = whereGiven(content.emailHtml, (source) => part('emailHtml', source));
    if (E.isLeft(emailHtml)) return emailHtml;
    return pipe(
      whereGiven(content.smsText, (source) => part('smsText', source)),
      E.map((smsText) => ({ title: title.right, body: body.right, emailHtml: emailHtml.right, smsText })),
    );
  };

  return { render, check, clear: kept.clear };
};

const whereGiven = (source: string | null, render: (source: string) => Outcome<string>): Outcome<string | null> =>
  source === null ? E.right(null) : render(source);
