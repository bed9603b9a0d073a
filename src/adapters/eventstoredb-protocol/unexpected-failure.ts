import { JournalError } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import { errorCode } from '../../domain/shared/error-code';
import { type CallFailure, notConfirmed, unexpected } from './call-failure';

/** What was thrown while a call was answered: logged here, once, and told to the caller without what it says. */
export const unexpectedFailure = (logger: Logger, error: unknown): CallFailure => {
  if (error instanceof JournalError && error.kind === 'unavailable') return notConfirmed;
  const damaged = error instanceof JournalError;
  logger.error(damaged ? 'the journal is damaged' : 'a call ended by a defect', { code: errorCode(error) });
  return unexpected;
};
