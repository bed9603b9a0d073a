import * as E from 'fp-ts/Either';
import { chooseLocale } from '../../projections/templates/choose-locale';
import type { Locale } from '../../domain/shared/codecs';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import { BYTES_BESIDE_CONTENT, bytesOfMember } from '../batches/bytes-of-member';
import type { ListedRecipient } from '../batches/batch-request';
import { type BatchTemplate, composeMember } from '../batches/batch-template';
import { knownLocale } from '../commands/known-locale';
import type { FieldError } from '../failure';
import type { GivenRecipient } from './bulk-request';

type Checked<A> = E.Either<ReadonlyArray<FieldError>, A>;
export type CheckRecipient = (given: GivenRecipient) => Checked<ListedRecipient>;

const fault = (path: string, message: string): Checked<never> => E.left([{ path, message }]);

/** One for each field, whatever the languages that it is wrong in. */
const byPath = (errors: ReadonlyArray<FieldError>): ReadonlyArray<FieldError> => [
  ...new Map(errors.map((error) => [error.path, error])).values(),
];

/**
 * Whether a template can say it to a recipient: in the language that was named for them, else in every language that it
 * has, since the directory may name any. Where a language is missing, the fall-back that it is read in counts.
 */
export const createCheckRecipient = (
  engine: TemplateEngine,
  templates: ReadonlyArray<BatchTemplate>,
): CheckRecipient => {
  const byLocale = templates.map((template) => ({ locale: template.ref.locale, template }));

  const bytesIn = (template: BatchTemplate): Checked<number> => {
    const composed = composeMember(engine, template, { locale: template.ref.locale, timezone: null });
    if (E.isRight(composed)) return E.right(bytesOfMember(composed.right));
    return composed.left._tag === 'Impossible' ? E.left(composed.left.errors) : fault('', 'can not be rendered');
  };
  const bytesInAll = (some: ReadonlyArray<BatchTemplate>): Checked<number> => {
    const sizes = some.map(bytesIn);
    const errors = sizes.flatMap((size) => (E.isLeft(size) ? size.left : []));
    if (errors.length > 0) return E.left(byPath(errors));
    return E.right(Math.max(...sizes.map((size) => (E.isRight(size) ? size.right : 0))));
  };

  /** What all share is tried once in each language. */
  const alike = new Map<BatchTemplate, Checked<number>>();
  const tryShared = (template: BatchTemplate): Checked<number> => {
    const tried = alike.get(template) ?? bytesIn(template);
    alike.set(template, tried);
    return tried;
  };
  const sharedFaults = (some: ReadonlyArray<BatchTemplate>): ReadonlyArray<FieldError> =>
    byPath(some.map(tryShared).flatMap((tried) => (E.isLeft(tried) ? tried.left : [])));

  const candidates = (locale: Locale | undefined): ReadonlyArray<BatchTemplate> => {
    if (locale === undefined) return templates;
    const chosen = chooseLocale(locale, byLocale);
    return chosen === undefined ? [] : [chosen.template];
  };

  return ({ userId, locale: given, data }) => {
    const locale = given === undefined ? undefined : knownLocale(given);
    if (given !== undefined && locale === undefined) return fault('/locale', 'is no known locale');
    const read = candidates(locale);
    if (read.length === 0) return fault('/locale', 'is none that the template has, and it has no other for it');
    if (data === undefined) {
      const faults = sharedFaults(read);
      return faults.length > 0 ? E.left(faults) : E.right({ userId, locale, data, bytes: BYTES_BESIDE_CONTENT });
    }
    const own = read.map((template) => ({ ...template, data: { ...template.data, ...data } }));
    const bytes = bytesInAll(own);
    return E.isLeft(bytes) ? bytes : E.right({ userId, locale, data, bytes: bytes.right });
  };
};
