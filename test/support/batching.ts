import * as TE from 'fp-ts/TaskEither';
import { batchActor, type BatchDeps, type BatchLimits, usualBatchLimits } from '../../src/app/batches/batch-deps';
import type { AcceptBatch } from '../../src/app/batches/batch-request';
import { abandonBatch } from '../../src/app/batches/abandon-batch';
import { createAcceptBatch } from '../../src/app/batches/create-accept-batch';
import { createRequestForEveryone } from '../../src/app/batches/create-request-for-everyone';
import type { EveryoneRequest, RequestForEveryone } from '../../src/app/batches/everyone-request';
import { decideBatch } from '../../src/app/batches/decide-batch';
import { processChunk } from '../../src/app/batches/process-chunk';
import { skipChunks } from '../../src/app/batches/skip-chunks';
import { sumUpBatch } from '../../src/app/batches/sum-up-batch';
import { createEmbeddedChunkQueue } from '../../src/adapters/embedded/work-queue/create-embedded-work-queue';
import { createWriter } from '../../src/app/commands/create-writer';
import { inParallel } from '../../src/app/commands/in-parallel';
import { gatedWriter } from '../../src/app/workers/commit-gate';
import { runBatches } from '../../src/app/workers/run-batches';
import { tellChunk } from '../../src/app/workers/tell-chunk';
import type { ChunkQueue } from '../../src/domain/ports/work-queue';
import type { Journal } from '../../src/domain/ports/journal';
import type { UserId } from '../../src/domain/shared/codecs';
import { batchesQuestions } from '../../src/projections/batches/questions';
import { directoryQuestions } from '../../src/projections/directory/questions';
import { outstandingQuestions } from '../../src/projections/outstanding/questions';
import { silent } from './http-deps';
import { type LedgerUnderTest, NAMESPACE, service } from './ledger-under-test';
import { right } from './right';

const views = ['batches', 'outstanding', 'inbox'];
const MOST_TURNS = 20_000;
const unending = new AbortController().signal;

export type BatchProcess = {
  readonly deps: BatchDeps;
  readonly acceptBatch: AcceptBatch;
  readonly requestForEveryone: RequestForEveryone;
  /** Straight, whatever state its batch is in. */
  readonly processChunk: ReturnType<typeof processChunk>;
  /** Carries batches out until the signal aborts. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

/** Lets processes carry batches out until it holds. */
export const carryOut = async (
  ledger: LedgerUnderTest,
  processes: ReadonlyArray<BatchProcess>,
  holds: () => Promise<boolean>,
): Promise<void> => {
  const stopping = new AbortController();
  const running = Promise.all(processes.map(async ({ run }) => run(stopping.signal)));
  for (let turns = 0; !(await holds()); turns += 1) {
    if (turns > MOST_TURNS) throw new Error('a batch is not carried out');
    await ledger.clock.advance(turns % 100 === 99 ? 1_000 : 0);
  }
  stopping.abort();
  await ledger.settle(running);
};

/** The process dies at its n-th append, counted from 0: before it is stored, or after, and nobody hears of it. */
export const dyingAt = (journal: Journal, nth: number, stored: boolean): Journal => {
  let left = nth;
  return {
    ...journal,
    append:
      (...args) =>
      async () => {
        left -= 1;
        if (left >= 0) return journal.append(...args)();
        if (left === -1 && stored) await journal.append(...args)();
        return new Promise(() => undefined);
      },
  };
};

export type BatchOptions = {
  readonly journal?: Journal;
  readonly isDead?: (incarnation: string) => boolean;
  /** How much of any priority is due, instead of what the view says. */
  readonly due?: () => number;
  /** One that several processes share, instead of its own. */
  readonly queue?: ChunkQueue;
  readonly limits?: BatchLimits;
};

/** A process that accepts batches and carries them out: every other one is dead, unless told otherwise. */
export const batchProcess = (
  ledger: LedgerUnderTest,
  incarnation: string,
  {
    journal = ledger.journal,
    isDead = (by) => by !== incarnation,
    due,
    queue: shared,
    limits = usualBatchLimits,
  }: BatchOptions = {},
): BatchProcess => {
  const { clock, progress } = ledger;
  const deps: BatchDeps = {
    ...ledger.deps,
    ...{ journal, incarnation, isDead, limits },
    templates: ledger.templates,
    directory: directoryQuestions(ledger.views),
    writer: createWriter(journal, NAMESPACE, { clock, tries: 3, signal: unending }),
  };
  const queue = shared ?? createEmbeddedChunkQueue({ clock, pauseMillis: 250 });
  const reached = async (name: string, position: bigint) => progress.reached(name, position, 60_000);
  const tell = async (signal: AbortSignal): Promise<void> => {
    const seen = async (position: bigint): Promise<void> => {
      while (!signal.aborted && !(await reached('inbox', position)));
    };
    const handle = tellChunk({
      journal,
      logger: silent,
      processChunk: processChunk({ ...deps, writer: gatedWriter({ writer: deps.writer, most: 2, seen, signal }) }),
      fail: (batchId) =>
        decideBatch(deps)(
          { type: 'FailBatch', batchId, reason: 'content-unreadable' },
          { causeId: `failed:${batchId}`, actor: batchActor },
        ),
    });
    return queue.consume({ concurrency: 2, signal }, handle);
  };
  const order = async (signal: AbortSignal): Promise<void> =>
    runBatches(
      {
        ...{ clock, isDead, queue, logger: silent },
        batches: batchesQuestions(ledger.views),
        outstanding:
          due === undefined
            ? outstandingQuestions(ledger.views)
            : { dueCount: () => TE.right({ position: 0n, value: due() }) },
        sumUp: sumUpBatch(deps),
        skip: skipChunks(deps),
        abandon: abandonBatch(deps),
        watch: () => {
          const seen = views.map((name) => progress.position(name));
          return async (scope) =>
            Promise.race(views.map(async (name, index) => progress.changed(name, seen[index] ?? 0n, scope)));
        },
        viewsReach: async (position) => {
          const all = await Promise.all(views.map(async (name) => reached(name, position)));
          return all.every((has) => has);
        },
      },
      signal,
    );
  const run = async (signal: AbortSignal): Promise<void> => {
    await Promise.all([tell(signal), order(signal)]);
  };
  const acceptBatch = createAcceptBatch(deps);
  return {
    deps,
    processChunk: processChunk(deps),
    acceptBatch,
    requestForEveryone: createRequestForEveryone(deps, acceptBatch),
    run,
  };
};

/** A release that everyone is told of, in each language. */
export const release = (changes: Partial<EveryoneRequest> = {}): EveryoneRequest => ({
  origin: { kind: 'platform', id: 'system.update:event:e-1' },
  fingerprint: 'f-1',
  actor: { kind: 'system', id: 'intake' },
  templateCode: 'system.update',
  variablesFor: (_content, locale) => ({
    version: '2.0',
    features: ['snapshots', 'rollback'],
    title: 'Snapshots',
    description: 'Save a device as it stands.',
    featuresText: locale === 'zh-CN' ? '快照、回滚' : 'snapshots, rollback',
    releasedAt: '2026-03-01T08:00:00.000Z',
  }),
  channels: ['websocket'],
  priority: 'P3',
  sendAt: undefined,
  expiresAt: null,
  bypasses: [],
  ...changes,
});

/** Puts so many people into the directory, `<prefix>-000` and on; every second one reads English. */
export const populate = async (ledger: LedgerUnderTest, prefix: string, count: number): Promise<void> => {
  const all = Array.from({ length: count }, (_, index) => index);
  right(
    await inParallel(all, (index) =>
      ledger.commands.changeContacts(service, `${prefix}-${String(index).padStart(3, '0')}` as UserId, {
        set: { email: `${prefix}-${String(index)}@example.test`, locale: index % 2 === 0 ? 'zh-CN' : 'en-US' },
        cleared: [],
        roles: undefined,
      }),
    )(),
  );
  await ledger.caughtUp();
};
