import { createTemplateEngine } from '../../adapters/handlebars/create-template-engine';
import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import type { Providers } from '../../domain/ports/providers';
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
import type { DeliveryLimits } from '../workers/delivering';
import { createProjections } from '../rebuild/create-projections';
import { createRebuilds, type Rebuilds } from '../rebuild/rebuilds';
import { createProjectionBoard, type ProjectionBoard } from '../workers/projection-board';
import { createReadEvent, type ReadEvent } from '../workers/read-event';
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
import { watchedCircuits } from './watched-circuits';

export type LedgerParts = {
  readonly config: Config;
  readonly stores: Stores;
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
  readonly board: ProjectionBoard;
  readonly rebuilds: Rebuilds;
  readonly readEvent: ReadEvent;
  /** Lets requests in: templates and directory are as they must be for them. */
  readonly letIn: () => void;
};

const DIRECTORY_WAIT_MILLIS = 1_000;

export const assemble = (parts: LedgerParts): Assembled => {
  const { stores, clock, ids } = parts;
  const { journal, writer, vault, keyRing, views } = stores;
  const progress = createViewProgress(clock);
  const board = createProjectionBoard();
  const readEvent = createReadEvent();
  const rebuilds = createRebuilds({ ...parts, ...stores, readEvent });
  const metrics = createMetrics({ process: true });
  const engine = createTemplateEngine();
  const gate = createReadyGate();
  const incarnation = ids.random();
  const alertSide = createAlertSide({ ...parts, progress, metrics });
  const { alerts } = alertSide;
  const messaging = openMessaging({ ...parts, alerts });
  const { queue } = messaging;
  const circuits = watchedCircuits({ ...parts, alerts });
  const delivery = createDeliverySide({ ...parts, progress, metrics, engine, queue, circuits, incarnation });
  const batches = createBatchSide({ ...parts, progress, engine, gate, incarnation });
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
    directoryReaches: async (position) => {
      await progress.reached(directoryView.name, position, DIRECTORY_WAIT_MILLIS);
    },
    ended: delivery.reaper.ended,
  });
  const observed = { stores, queue, intake: messaging.intake, board, rebuilds, clock };
  metrics.sampleFrom(ledgerGauges(observed));
  const { deadLetters } = intake;
  const projections = createProjections({ ...{ journal, views, board, rebuilds, clock }, projections: allProjections });
  const edges = createEdges({
    ...parts,
    ...{ commands, health: ledgerHealth(observed), metrics, progress, incarnation, deadLetters, projections },
  });
  const shown = { progress, board, rebuilds, readEvent };
  return { ...edges, ...shown, delivery, batches, alerts: alertSide, intake, messaging, letIn: gate.open };
};
