import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import type { ChunkQueue } from '../../domain/ports/work-queue';
import type { Position } from '../../domain/shared/stored-event';
import { batchesQuestions } from '../../projections/batches/questions';
import { batchesView } from '../../projections/batches/row';
import { directoryQuestions } from '../../projections/directory/questions';
import { directoryView } from '../../projections/directory/row';
import { inboxView } from '../../projections/inbox/row';
import { outstandingQuestions } from '../../projections/outstanding/questions';
import { outstandingView } from '../../projections/outstanding/row';
import { templatesQuestions } from '../../projections/templates/questions';
import { templatesView } from '../../projections/templates/row';
import { abandonBatch } from '../batches/abandon-batch';
import type { AcceptBatch } from '../batches/batch-request';
import { batchActor, type BatchDeps, usualBatchLimits } from '../batches/batch-deps';
import { createAcceptBatch, createEarlierBatch } from '../batches/create-accept-batch';
import { createRequestForEveryone } from '../batches/create-request-for-everyone';
import type { RequestForEveryone } from '../batches/everyone-request';
import { decideBatch } from '../batches/decide-batch';
import { createRetryBatch, type RetryBatch } from '../batches/retry-batch';
import { processChunk } from '../batches/process-chunk';
import { skipChunks } from '../batches/skip-chunks';
import { sumUpBatch } from '../batches/sum-up-batch';
import { gatedWriter } from '../workers/commit-gate';
import { usualBulkLimits } from '../bulk/bulk-deps';
import type { Bulk } from '../bulk/bulk-request';
import { createBulk } from '../bulk/create-bulk';
import type { Living } from '../push/living';
import { runBatches } from '../workers/run-batches';
import { tellChunk } from '../workers/tell-chunk';
import type { ViewProgress } from '../workers/view-progress';
import type { Config } from './config';
import type { Stores } from './open-stores';
import type { ReadyGate } from './ready-gate';
import type { Supervisor } from './supervise';

export type BatchParts = {
  readonly config: Pick<Config, 'BULK_CHUNK'>;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly progress: ViewProgress;
  readonly living: Pick<Living, 'isGone'>;
  readonly engine: TemplateEngine;
  readonly gate: ReadyGate;
  readonly chunks: ChunkQueue;
};

export type BatchSide = {
  /** The one way in for every batch. */
  readonly acceptBatch: AcceptBatch;
  readonly requestForEveryone: RequestForEveryone;
  readonly retryBatch: RetryBatch;
  /** Callers' requests to many. */
  readonly bulk: Bulk;
  /** Begins to carry out what is sealed. */
  readonly start: (supervisor: Supervisor) => void;
};

const VIEW_WAIT_MILLIS = 2_000;
/** What has to keep up with a batch. */
const pacedBy = [batchesView.name, outstandingView.name, inboxView.name];
/** So many chunks are in hand at once: one or two of them are written, the others are prepared meanwhile. */
export const CHUNKS_IN_HAND = 4;
/** So many commits of chunks, at most, stand between what is stored in between and its row in the inbox. */
const COMMITS_AHEAD = 2;

/** Batches: accepted here, and carried out by whoever is alive (incarnation.ts). */
export const createBatchSide = (parts: BatchParts): BatchSide => {
  const { stores, clock, logger, progress, gate, living } = parts;
  const {
    views,
    incarnation: { by: incarnation, isDead: isKnownDead },
  } = stores;
  // Who is taken for gone and lives can't write to the batch any more: it was abandoned by an append at an exact revision.
  const isDead = (by: string): boolean => isKnownDead(by) || living.isGone(by);
  const reach = async (name: string, position: Position): Promise<boolean> =>
    progress.reached(name, position, VIEW_WAIT_MILLIS);
  const { activeTemplates, templateVersion } = templatesQuestions(views);
  const deps: BatchDeps = {
    ...parts,
    ...stores,
    directory: directoryQuestions(views),
    templates: { activeTemplates: gate.guard(templatesView.name, activeTemplates), templateVersion },
    incarnation,
    isDead,
    limits: { ...usualBatchLimits, chunk: parts.config.BULK_CHUNK },
    directoryReaches: async (position) => {
      await reach(directoryView.name, position);
    },
  };
  const { chunks: queue } = parts;
  const seenByInbox = async (position: Position, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && !(await progress.reached(inboxView.name, position, VIEW_WAIT_MILLIS)));
  };
  const telling = (signal: AbortSignal) => {
    const writer = gatedWriter({ writer: deps.writer, most: COMMITS_AHEAD, seen: seenByInbox, signal });
    return tellChunk({
      journal: deps.journal,
      logger,
      processChunk: processChunk({ ...deps, writer }),
      fail: (batchId) =>
        decideBatch(deps)(
          { type: 'FailBatch', batchId, reason: 'content-unreadable' },
          { causeId: `failed:${batchId}`, actor: batchActor },
        ),
    });
  };
  const running = {
    ...{ clock, logger, isDead, queue },
    batches: batchesQuestions(views),
    outstanding: outstandingQuestions(views),
    sumUp: sumUpBatch(deps),
    skip: skipChunks(deps),
    abandon: abandonBatch(deps),
    watch: () => {
      const batches = progress.position(batchesView.name);
      const deliveries = progress.position(outstandingView.name);
      return async (scope: AbortSignal, deliveriesToo: boolean) => {
        const moved = progress.changed(batchesView.name, batches, scope);
        return deliveriesToo ? Promise.race([moved, progress.changed(outstandingView.name, deliveries, scope)]) : moved;
      };
    },
    viewsReach: async (position: Position) => {
      const reached = await Promise.all(pacedBy.map(async (name) => reach(name, position)));
      return reached.every((has) => has);
    },
  };
  const acceptBatch = createAcceptBatch(deps);
  const requestForEveryone = createRequestForEveryone(deps, acceptBatch);
  const earlierBatch = createEarlierBatch(deps);
  return {
    acceptBatch,
    requestForEveryone,
    retryBatch: createRetryBatch({ ...deps, acceptBatch, batches: running.batches }),
    bulk: createBulk({
      ...parts,
      ...stores,
      ...deps,
      ...{ acceptBatch, earlierBatch, requestForEveryone },
      limits: usualBulkLimits,
    }),
    start: (supervisor) => {
      supervisor.run('chunks', async (signal) =>
        queue.consume({ concurrency: CHUNKS_IN_HAND, signal }, telling(signal)),
      );
      supervisor.run('batches', async (signal) => runBatches(running, signal));
    },
  };
};
