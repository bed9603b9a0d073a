import type { Clock } from '../../domain/ports/clock';
import type { JournalEngine } from '../../domain/ports/journal-engine';
import type { Logger } from '../../domain/ports/logger';
import type { Access } from './access';
import type { Admission } from './admission';
import type { Limits } from './limits';

/** What the methods of the services stand on. */
export type ServiceParts = {
  readonly engine: JournalEngine;
  readonly access: Access;
  readonly admission: Admission;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborts when the server closes: calls without an end of their own end with it. */
  readonly closing: AbortSignal;
};
