import * as E from 'fp-ts/Either';
import { JournalError } from '../../../../domain/ports/journal';
import type { JournalEngine } from '../../../../domain/ports/journal-engine';
import { checkpointStream, parkedStream } from './stream-names';

/** Deletes what a group wrote down for itself. What is not there, or is deleted already, is as it should be. */
export const forgetGroup = async (engine: JournalEngine, key: string): Promise<void> => {
  for (const stream of [checkpointStream(key), parkedStream(key)]) {
    const deleted = await engine.softDelete(stream, 'any')();
    if (E.isLeft(deleted) && deleted.left._tag === 'JournalUnavailable')
      throw new JournalError(`${stream} could not be deleted`, 'unavailable', { cause: deleted.left.cause });
  }
};
