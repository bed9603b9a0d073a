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
import type { BatchTemplate } from './batch-template';
import type { EveryoneRequest } from './everyone-request';

/** What makes the id of a batch's first event: known before it is written, to seal for it. */
export const acceptanceOf = (batchId: string): string => `accepted:${batchId}`;

/** What the first event of a batch says, its variables sealed for it. */
export const acceptedBatch =
  ({ vault, writer, incarnation }: Pick<BatchDeps, 'vault' | 'writer' | 'incarnation'>) =>
  (
    batchId: string,
    request: EveryoneRequest,
    templates: ReadonlyArray<BatchTemplate>,
  ): TE.TaskEither<AppFailure, BatchAccepted['data']> => {
    const { origin, fingerprint, channels, priority, expiresAt, bypasses } = request;
    const stream = batchStream(batchId);
    const eventId = eventIdOf(writer.namespace, stream, acceptanceOf(batchId), 'BatchAccepted');
    const variables: JsonObject = Object.fromEntries(templates.map(({ ref, data }) => [ref.locale, data]));
    const context = { stream, type: 'BatchAccepted', eventId };
    return pipe(
      livingKeys(vault.seal([{ owner: batchKey(batchId), context, value: { variables } }])),
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
        };
      }),
    );
  };
