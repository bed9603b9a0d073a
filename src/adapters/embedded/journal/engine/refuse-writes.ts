import * as TE from 'fp-ts/TaskEither';
import type { JournalUnavailable } from '../../../../domain/ports/journal';
import type { EngineWrites } from './engine-writes';

/** For a journal that is only read. */
export const refuseWrites = (why: () => Error): EngineWrites => {
  const refuse = (): TE.TaskEither<JournalUnavailable, never> => TE.left({ _tag: 'JournalUnavailable', cause: why() });
  return { append: refuse, softDelete: refuse, tombstone: refuse };
};
