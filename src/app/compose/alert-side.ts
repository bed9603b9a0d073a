import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import { alertsQuestions } from '../../projections/alerts/questions';
import { deadLettersQuestions } from '../../projections/dead-letters/questions';
import { deadLettersView } from '../../projections/dead-letters/row';
import { directoryQuestions } from '../../projections/directory/questions';
import { type Alerts, createAlerts } from '../alerts/create-alerts';
import { watchExhausted } from '../alerts/watch-exhausted';
import type { Metrics } from '../metrics';
import { findOperators } from '../operators';
import type { ViewProgress } from '../workers/view-progress';
import type { Config } from './config';
import type { Stores } from './open-stores';
import type { Supervisor } from './supervise';

export type AlertParts = {
  readonly config: Config;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly progress: ViewProgress;
  readonly metrics: Metrics;
};

export type AlertSide = {
  readonly alerts: Alerts;
  /** Begins to tell what this process raises. */
  readonly start: (supervisor: Supervisor) => void;
  /** Begins to watch what other processes may bring about. */
  readonly startWatching: (supervisor: Supervisor) => void;
};

/** What operators are told of the ledger's own work. */
export const createAlertSide = (parts: AlertParts): AlertSide => {
  const { config, stores, clock, ids, logger, progress, metrics } = parts;
  const directory = directoryQuestions(stores.views);
  const { name } = deadLettersView;
  const alerts = createAlerts({
    ...stores,
    ...{ clock, ids, logger, directory },
    operators: findOperators(directory, config.OPERATORS),
    alerts: alertsQuestions(stores.views),
    deadLetters: deadLettersQuestions(stores.views),
    deadLettersPosition: () => progress.position(name),
    deadLettersChange: async (since, signal) => progress.changed(name, since, signal),
    isAlone: config.KEYRING_URL === undefined,
    counted: metrics.alert,
  });
  return {
    alerts,
    start: (supervisor) => supervisor.run('alerts', alerts.run),
    startWatching: (supervisor) =>
      supervisor.run('given up deliveries', async (signal) =>
        watchExhausted({ journal: stores.journal, clock, logger, alerts }, signal),
      ),
  };
};
