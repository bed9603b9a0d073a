import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchAccepted } from '../../domain/batch/events';
import { batchStream } from '../../domain/batch/names';
import { batchKey } from '../../domain/ports/key-ring';
import type { JsonObject } from '../../domain/shared/json';
import { eventIdOf } from '../commands/to-new-events';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import { livingKeys } from '../vault/living-keys';
import type { BatchDeps } from './batch-deps';
import type { BatchAsked, BatchTerms } from './batch-request';
import type { BatchTemplate } from './batch-template';

/** What makes the id of a batch's first event: known before it is written, to seal for it. */
export const acceptanceOf = (batchId: string): string => `accepted:${batchId}`;

/** Once, where all languages have the same. */
const contentOf = (templates: ReadonlyArray<BatchTemplate>): JsonObject => {
  const [first] = templates;
  if (first !== undefined && templates.every(({ data }) => data === first.data))
    return { variables: {}, data: first.data };
  return { variables: Object.fromEntries(templates.map(({ ref, data }) => [ref.locale, data])) };
};

/** What came into the event later is absent where there is nothing to say. */
const laterFields = ({ sendAt, retryOf, duplicates }: BatchTerms): Partial<BatchAccepted['data']> => ({
  ...(sendAt === undefined ? {} : { sendAt }),
  ...(retryOf === undefined ? {} : { retryOf }),
  ...(duplicates === undefined || duplicates === 0 ? {} : { duplicates }),
});

/** What the first event of a batch says, its variables sealed for it. */
export const acceptedBatch =
  ({ vault, writer, incarnation }: Pick<BatchDeps, 'vault' | 'writer' | 'incarnation'>) =>
  (
    batchId: string,
    { origin, fingerprint }: BatchAsked,
    terms: BatchTerms,
  ): TE.TaskEither<AppFailure, BatchAccepted['data']> => {
    const { templates, channels, priority, expiresAt, bypasses } = terms;
    const stream = batchStream(batchId);
    const eventId = eventIdOf(writer.namespace, stream, acceptanceOf(batchId), 'BatchAccepted');
    const context = { stream, type: 'BatchAccepted', eventId };
    return pipe(
      livingKeys(vault.seal([{ owner: batchKey(batchId), context, value: contentOf(templates) }])),
      TE.bimap(unavailable, ([personal]) => {
        if (personal === undefined) throw new Error('The vault answered with fewer parts than it was given');
        return {
          batchId,
          by: incarnation,
          origin,
          fingerprint,
          templates: templates.map(({ ref }) => ref),
          channels,
          priority,
          expiresAt,
          bypasses,
          personal,
          ...laterFields(terms),
        };
      }),
    );
  };
