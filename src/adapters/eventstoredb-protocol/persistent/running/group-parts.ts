import type { Clock } from '../../../../domain/ports/clock';
import type { JournalEngine } from '../../../../domain/ports/journal-engine';
import type { Logger } from '../../../../domain/ports/logger';
import type { GroupLimits } from '../limits';

/** What a group stands on. */
export type GroupParts = {
  readonly engine: JournalEngine;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: GroupLimits;
  /** Nothing can be written: groups are shown, and stand still. */
  readonly readOnly?: boolean;
};
