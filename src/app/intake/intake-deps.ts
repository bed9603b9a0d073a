import type { AlertCause } from '../../domain/operations/cause';
import type { Verdict } from '../../domain/ports/intake';
import type { KeyRing } from '../../domain/ports/key-ring';
import type { Logger } from '../../domain/ports/logger';
import type { Position } from '../../domain/shared/stored-event';
import type { DirectoryQuestions } from '../../projections/directory/questions';
import type { RequestForEveryone } from '../batches/everyone-request';
import type { CommandDeps } from '../commands/command-deps';
import type { FindOperators } from '../operators';

/** What the platform's messages are handled with. */
export type IntakeDeps = Pick<CommandDeps, 'journal' | 'writer' | 'vault' | 'templates' | 'engine' | 'clock'> & {
  readonly directory: Pick<DirectoryQuestions, 'recipientRow' | 'recipientRows'>;
  readonly keyRing: Pick<KeyRing, 'destroy'>;
  readonly operators: FindOperators;
  readonly requestForEveryone: RequestForEveryone;
  /** Operators have to know, because of what is stored at the position; it neither waits nor fails. */
  readonly raise: (cause: AlertCause, position: Position) => void;
  /** How often a message whose own handling failed comes back before it is parked. */
  readonly tiers: number;
  readonly logger: Logger;
  readonly handled: (verdict: Verdict) => void;
};
