import type * as E from 'fp-ts/Either';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import type { JsonObject } from '../../domain/shared/json';
import type { ActiveTemplate } from '../../projections/templates/questions';
import { composeFrom, type Composed, type Reader } from '../commands/compose-notification';
import type { AppFailure } from '../failure';

/** One language of a batch: the version that renders it, and the variables it is rendered from. */
export type BatchTemplate = ActiveTemplate & { readonly data: JsonObject };

/** What a reader is shown, or why the template can't say it. On which channels and how urgent says the batch. */
export const composeMember = (
  engine: TemplateEngine,
  template: BatchTemplate,
  reader: Reader,
): E.Either<AppFailure, Composed> => {
  const wanted = { data: template.data, knownChannels: undefined, priority: undefined, expiresAt: undefined };
  return composeFrom(engine, template, wanted, reader);
};
