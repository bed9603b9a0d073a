import type { AlertKind } from '../../domain/operations/events';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import type { Actor } from '../../domain/shared/recorded';
import type { Position } from '../../domain/shared/stored-event';
import type { AlertsQuestions } from '../../projections/alerts/questions';
import type { DeadLettersQuestions } from '../../projections/dead-letters/questions';
import type { CommandDeps } from '../commands/command-deps';
import type { FindOperators } from '../operators';

/** What alerts are raised, told and cleared with. */
export type Alerting = Pick<CommandDeps, 'journal' | 'writer' | 'vault' | 'directory' | 'clock'> & {
  readonly ids: Ids;
  readonly logger: Logger;
  readonly operators: FindOperators;
  readonly alerts: AlertsQuestions;
  readonly deadLetters: Pick<DeadLettersQuestions, 'open' | 'openOfCause'>;
  /** Resolves once the view of dead letters has moved on from the position, or the signal aborts. */
  readonly deadLettersChange: (since: Position, signal: AbortSignal) => Promise<void>;
  readonly deadLettersPosition: () => Position;
  /** Whether no other process can have raised what is still open at the start. */
  readonly isAlone: boolean;
  readonly counted: (kind: AlertKind, what: 'raised' | 'failed') => void;
};

export const alertActor: Actor = { kind: 'system', id: 'alerts' };
