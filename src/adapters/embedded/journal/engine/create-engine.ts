import * as TE from 'fp-ts/TaskEither';
import type { Clock } from '../../../../domain/ports/clock';
import type { JournalUnavailable } from '../../../../domain/ports/journal';
import type { JournalEngine } from '../../../../domain/ports/journal-engine';
import type { Source } from '../source';
import type { EngineWrites } from './engine-writes';
import { createFollowAll } from './follow-all';
import { createFollowStream } from './follow-stream';
import { createEngineReadAll } from './engine-read-all';
import { createEngineReadStream } from './engine-read-stream';

export const createEngine = (source: Source, clock: Clock, writes: EngineWrites): JournalEngine => ({
  ...writes,
  readStream: createEngineReadStream(source, clock),
  readAll: createEngineReadAll(source),
  followAll: createFollowAll(source),
  followStream: createFollowStream(source, clock),
  head: () =>
    TE.tryCatch(
      async () => BigInt(source.tail.head()),
      (cause): JournalUnavailable => ({ _tag: 'JournalUnavailable', cause }),
    ),
});
