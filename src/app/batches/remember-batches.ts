import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { createLruCache } from '../../domain/shared/lru-cache';
import type { PortFailure } from '../commands/unavailable';
import type { BatchDeps } from './batch-deps';
import { openBatch, type OpenBatch } from './open-batch';

/** As many as take turns, or some more. */
const REMEMBERED = 32;

type Deps = Pick<BatchDeps, 'journal' | 'vault' | 'templates' | 'engine' | 'writer'>;

/** What a batch asks for never changes: it is opened for the first of its chunks, and remembered for the others. */
export const rememberBatches = (deps: Deps): ((batchId: string) => TE.TaskEither<PortFailure, OpenBatch>) => {
  const remembered = createLruCache<string, OpenBatch>(REMEMBERED);
  return (batchId) => {
    const known = remembered.get(batchId);
    if (known !== undefined) return TE.right(known);
    return pipe(
      openBatch(deps)(batchId),
      TE.map((batch) => {
        remembered.set(batchId, batch);
        return batch;
      }),
    );
  };
};
