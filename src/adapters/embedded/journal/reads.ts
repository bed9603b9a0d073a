import * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../../domain/ports/clock';
import type { Journal, JournalUnavailable } from '../../../domain/ports/journal';
import { createReadAll } from './read-all';
import { createReadStream } from './read-stream';
import type { Source } from './source';
import { createSubscribe } from './subscribe';

/** All of the journal but its writing. */
export const createReads = (source: Source, clock: Clock): Omit<Journal, 'append'> => ({
  readStream: createReadStream(source, clock),
  readAll: createReadAll(source),
  subscribe: createSubscribe(source),
  head: () =>
    TE.tryCatch(
      async () => BigInt(source.tail.head()),
      (cause): JournalUnavailable => ({ _tag: 'JournalUnavailable', cause }),
    ),
});
