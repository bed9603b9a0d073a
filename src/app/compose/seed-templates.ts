import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { template } from '../../domain/template';
import { templateEvents } from '../../domain/template/events';
import type { SeedTemplate } from '../../domain/template/initial/initial-templates';
import type { Clock } from '../../domain/ports/clock';
import type { AppendFailure, Journal } from '../../domain/ports/journal';
import type { Writer } from '../commands/create-writer';
import { execute } from '../commands/execute';
import { inParallel } from '../commands/in-parallel';
import { readHistory } from '../commands/read-history';

type Deps = { readonly journal: Journal; readonly writer: Writer; readonly clock: Clock };

/** A fixed cause: two starts that race write the same events. */
const CAUSE = 'initial-templates';

const seed =
  ({ journal, writer, clock }: Deps) =>
  ({ code, locale, content }: SeedTemplate): TE.TaskEither<AppendFailure, unknown> => {
    const stream = `template-${code}.${locale}`;
    const cause = {
      id: CAUSE,
      actor: { kind: 'system', id: 'ledger' },
      correlationId: stream,
      at: clock.now(),
    } as const;
    return pipe(
      readHistory(journal, stream, { limit: 1 }),
      TE.chainW((history) => {
        if (history.length > 0) return TE.right(undefined);
        return execute(writer)({
          stream,
          history: TE.right(history),
          decider: template,
          codecs: templateEvents,
          command: { type: 'CreateTemplate', code, locale, content, cause: CAUSE, active: true },
          cause,
        });
      }),
      TE.orElse((failure) => {
        // Somebody created it between the look and the append: it is theirs.
        if (failure._tag === 'Conflict') return TE.right(undefined);
        if (
          failure._tag === 'JournalUnavailable' ||
          failure._tag === 'AppendTooLarge' ||
          failure._tag === 'StreamDeleted'
        )
          return TE.left(failure);
        throw new Error(`An initial template was refused: ${failure._tag}`);
      }),
    );
  };

/** Creates what has never existed, by code and locale; what exists, in whatever state, is left alone. */
export const seedTemplates = (
  deps: Deps,
  templates: ReadonlyArray<SeedTemplate>,
): TE.TaskEither<AppendFailure, unknown> => inParallel(templates, seed(deps));
