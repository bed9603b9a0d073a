import * as E from 'fp-ts/Either';
import type { NotificationContent } from '../../domain/notification/content';
import type { RenderOptions, TemplateEngine } from '../../domain/ports/template-engine';
import type { TemplateRef } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { TemplateContent } from '../../domain/template/events';
import { textOfHtml } from './text-of-html';

/** What one reader gets: title and body as they were stored, the other parts made now from the pinned version. */
export type Parts = {
  readonly title: string;
  readonly body: string;
  /** The mail without HTML: the body, which says nothing secret, or where there is a secret what the HTML says. */
  readonly mailText: string;
  readonly emailHtml: string | null;
  readonly smsText: string;
};

/** `atRest` may be written down: it is the same, with the secrets masked. */
export type BothParts = { readonly shown: Parts; readonly atRest: Parts };

export type Pinned = { readonly ref: TemplateRef; readonly content: TemplateContent };

const MASK = '••••••';
const masked = (secrets: JsonObject): JsonObject =>
  Object.fromEntries(Object.keys(secrets).map((name) => [name, MASK]));

export type ToRender = {
  readonly content: NotificationContent;
  readonly secrets: JsonObject;
  readonly template: Pinned | undefined;
  readonly options: RenderOptions;
};

/** A text for a channel that has no template of its own. */
const plainText = ({ title, body }: NotificationContent): string => `${title}\n${body}`;

/** Left where the template can't be rendered with these variables: it will never be. */
export const renderParts =
  (engine: TemplateEngine) =>
  ({ content, secrets, template, options }: ToRender): E.Either<'render-failed', BothParts> => {
    const { title, body } = content;
    if (template === undefined) {
      const parts = { title, body, mailText: body, emailHtml: null, smsText: plainText(content) };
      return E.right({ shown: parts, atRest: parts });
    }
    const hasSecrets = Object.keys(secrets).length > 0;
    const { code, locale, version } = template.ref;
    const partsWith = (hidden: JsonObject): E.Either<'render-failed', Parts> => {
      const variables = { ...(content.data as JsonObject), ...hidden };
      const rendered = engine.render(`${code}.${locale}.${version}`, template.content, variables, options);
      if (E.isLeft(rendered)) return E.left('render-failed');
      const { emailHtml, smsText } = rendered.right;
      const mailText = hasSecrets && emailHtml !== null ? textOfHtml(emailHtml) : body;
      return E.right({ title, body, mailText, emailHtml, smsText: smsText ?? plainText(content) });
    };
    const shown = partsWith(secrets);
    if (E.isLeft(shown)) return shown;
    const atRest = hasSecrets ? partsWith(masked(secrets)) : shown;
    return E.isLeft(atRest) ? atRest : E.right({ shown: shown.right, atRest: atRest.right });
  };
