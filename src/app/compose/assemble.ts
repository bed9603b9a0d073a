import { createTemplateEngine } from '../../adapters/handlebars/create-template-engine';
import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import type { Providers } from '../../domain/ports/providers';
import type { Views } from '../../domain/ports/views';
import type { Position } from '../../domain/shared/stored-event';
import { allProjections } from '../../projections/all-projections';
import { directoryQuestions } from '../../projections/directory/questions';
import { directoryView } from '../../projections/directory/row';
import { inboxQuestions } from '../../projections/inbox/questions';
import { templatesQuestions } from '../../projections/templates/questions';
import { templatesView } from '../../projections/templates/row';
import { createCommands } from '../commands/create-commands';
import type { RateLimits } from '../http/limit-rate';
import type { TokenKey } from '../http/token-key';
import { createMetrics } from '../metrics';
import { readPartitions } from '../partitions/read-partitions';
import { createLiving, type Living } from '../push/living';
import { createSteadyViews } from '../steady-views';
import type { DeliveryLimits } from '../workers/delivering';
import { createProjections } from '../rebuild/create-projections';
import { createRebuilds, type Rebuilds } from '../rebuild/rebuilds';
import { createProjectionBoard, type ProjectionBoard } from '../workers/projection-board';
import { createViewProgress, type ViewProgress } from '../workers/view-progress';
import { type AlertSide, createAlertSide } from './alert-side';
import { type BatchSide, createBatchSide } from './batch-side';
import type { Config } from './config';
import { createDeliverySide, type DeliverySide } from './delivery-side';
import { createEdges, type Edges } from './edges';
import { createIntakeSide, type IntakeSide } from './intake-side';
import { type Messaging, openMessaging } from './messaging';
import { ledgerGauges, ledgerHealth } from './observe-ledger';
import type { Stores } from './open-stores';
import { createReadyGate } from './ready-gate';
import type { Roles } from './roles';
import { watchedCircuits } from './watched-circuits';

export type LedgerParts = {
  readonly config: Config;
  readonly roles: Roles;
  readonly stores: Stores;
  /** What the journal held at the start. */
  readonly head: Position;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly providers: Providers;
  readonly key: TokenKey;
  readonly limits: DeliveryLimits;
  readonly rateLimits: RateLimits;
  readonly lastMoment: AbortSignal;
};

/** Everything that runs in the process, wired and not started. */
export type Assembled = Edges & {
  readonly delivery: DeliverySide;
  readonly batches: BatchSide;
  readonly alerts: AlertSide;
  readonly intake: IntakeSide;
  readonly messaging: Messaging;
  readonly progress: ViewProgress;
  readonly living: Living;
  readonly board: ProjectionBoard;
  /** For the projections alone. */
  readonly folding: Views;
  readonly rebuilds: Rebuilds;
  /** Lets requests in: templates and directory are as they must be for them. */
  readonly letIn: () => void;
};

const DIRECTORY_WAIT_MILLIS = 1_000;

export const assemble = ({ head, ...opened }: LedgerParts): Assembled => {
  const { clock, ids } = opened;
  const progress = createViewProgress(clock, opened.stores.views.partitions);
  const { folding, asking } = createSteadyViews(opened.stores.views, head, progress);
  const stores = { ...opened.stores, views: readPartitions(asking, allProjections) };
  const parts = { ...opened, stores };
  const { journal, writer, vault, keyRing, views } = stores;
  const board = createProjectionBoard();
  const rebuilds = createRebuilds({ ...parts, ...stores, views: folding });
  const metrics = createMetrics({ process: true });
  const engine = createTemplateEngine();
  const gate = createReadyGate();
  const alertSide = createAlertSide({ ...parts, progress, metrics });
  const { alerts } = alertSide;
  const messaging = openMessaging({ ...parts, alerts });
  const { queue, chunks } = messaging;
  const circuits = watchedCircuits({ ...parts, alerts });
  const delivery = createDeliverySide({ ...parts, progress, metrics, engine, queue, circuits });
  const { fanOut, incarnation } = stores;
  const ownSockets = (): number => edges.gateway.count();
  const living = createLiving({ fanOut, clock, by: incarnation.by, ownSockets });
  const batches = createBatchSide({ ...parts, living, progress, engine, gate, chunks });
  const { requestForEveryone } = batches;
  const intake = createIntakeSide({
    ...parts,
    ...{ progress, metrics, engine, gate, alerts, requestForEveryone, intake: messaging.intake },
  });
  const { recipientRow } = directoryQuestions(views);
  const { activeTemplate } = templatesQuestions(views);
  const commands = createCommands({
    journal,
    writer,
    vault,
    keyRing,
    directory: { recipientRow: gate.guard(directoryView.name, recipientRow) },
    templates: { activeTemplate: gate.guard(templatesView.name, activeTemplate) },
    inbox: inboxQuestions(views),
    engine,
    clock,
    ids,
    directoryReaches: async (position, of) => {
      await progress.reached(directoryView.name, position, DIRECTORY_WAIT_MILLIS, of);
    },
    ended: delivery.reaper.ended,
  });
  const observed = { stores, queue, intake: messaging.intake, board, rebuilds, isOpen: gate.isOpen, clock };
  metrics.sampleFrom(ledgerGauges(observed));
  const { deadLetters } = intake;
  const listed = { journal, board, rebuilds, clock };
  const projections = createProjections({ ...listed, views: folding, projections: allProjections });
  const { bulk } = batches;
  const edges: Edges = createEdges({
    ...parts,
    ...{ commands, bulk, retryBatch: batches.retryBatch, living },
    ...{ health: ledgerHealth(observed), metrics, progress, deadLetters, projections },
  });
  const shown = { progress, living, board, folding, rebuilds };
  return { ...edges, ...shown, delivery, batches, alerts: alertSide, intake, messaging, letIn: gate.open };
};
