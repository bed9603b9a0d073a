import type { Clock } from '../../domain/ports/clock';
import type { Intake } from '../../domain/ports/intake';
import type { Logger } from '../../domain/ports/logger';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import { deadLettersQuestions } from '../../projections/dead-letters/questions';
import { directoryQuestions } from '../../projections/directory/questions';
import { directoryView } from '../../projections/directory/row';
import { templatesQuestions } from '../../projections/templates/questions';
import { templatesView } from '../../projections/templates/row';
import type { Alerts } from '../alerts/create-alerts';
import type { RequestForEveryone } from '../batches/everyone-request';
import type { DeadLetters } from '../dead-letters';
import { createDeadLetters } from '../intake/create-dead-letters';
import type { IntakeDeps } from '../intake/intake-deps';
import { reapParked } from '../intake/reap-parked';
import { runIntake } from '../intake/run-intake';
import type { Metrics } from '../metrics';
import { findOperators } from '../operators';
import { rememberTemplates } from '../remember-templates';
import { createWaitForView } from '../queries/wait-for-view';
import type { ViewProgress } from '../workers/view-progress';
import type { Config } from './config';
import type { Stores } from './open-stores';
import type { ReadyGate } from './ready-gate';
import type { Supervisor } from './supervise';

export type IntakeParts = {
  readonly config: Config;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly progress: ViewProgress;
  readonly metrics: Metrics;
  readonly engine: TemplateEngine;
  readonly gate: ReadyGate;
  readonly alerts: Alerts;
  readonly requestForEveryone: RequestForEveryone;
  /** Undefined without a broker: messages parked before can be replayed and discarded all the same. */
  readonly intake: Intake | undefined;
};

export type IntakeSide = { readonly deadLetters: DeadLetters; readonly start: (supervisor: Supervisor) => void };

/** The platform's messages, and what becomes of those that can't be handled. */
export const createIntakeSide = (parts: IntakeParts): IntakeSide => {
  const { config, stores, clock, logger, progress, gate, intake, alerts, metrics } = parts;
  const { views, keyRing } = stores;
  const directory = directoryQuestions(views);
  const { activeTemplate } = templatesQuestions(views);
  const deps: IntakeDeps = {
    ...parts,
    ...stores,
    directory: {
      recipientRow: gate.guard(directoryView.name, directory.recipientRow),
      recipientRows: gate.guard(directoryView.name, directory.recipientRows),
    },
    templates: {
      activeTemplate: gate.guard(
        templatesView.name,
        rememberTemplates(activeTemplate, () => progress.position(templatesView.name)),
      ),
    },
    operators: findOperators(directory, config.OPERATORS),
    raise: alerts.raise,
    tiers: config.RETRY_DELAYS.length,
    handled: metrics.intakeMessage,
  };
  return {
    deadLetters: createDeadLetters(deps, { views, waitForView: createWaitForView(progress) }),
    start: (supervisor) => {
      const deadLetters = deadLettersQuestions(views);
      supervisor.run('parked bodies', async (signal) => reapParked({ keyRing, deadLetters, clock, logger }, signal));
      if (intake !== undefined) supervisor.run('intake', async (signal) => runIntake(deps, intake, signal));
    },
  };
};
