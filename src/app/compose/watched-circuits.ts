import { circuitCause } from '../../domain/operations/cause';
import { usualCircuitLimits } from '../../domain/policies/circuit';
import type { Clock } from '../../domain/ports/clock';
import type { Logger } from '../../domain/ports/logger';
import type { Alerts } from '../alerts/create-alerts';
import { type Circuits, createCircuits } from '../providers/circuits';

type Watching = {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly alerts: Pick<Alerts, 'raise' | 'clear'>;
};

/** The circuits of the process; operators are told of each that opens, until it closes. */
export const watchedCircuits = ({ clock, logger, alerts }: Watching): Circuits =>
  createCircuits({
    clock,
    limits: usualCircuitLimits,
    onOpened: (provider) => {
      logger.warn('a provider fails and is left alone for a while', { provider });
      alerts.raise(circuitCause(provider), 0n);
    },
    onClosed: (provider) => {
      logger.info('a provider works again', { provider });
      alerts.clear(circuitCause(provider));
    },
  });
