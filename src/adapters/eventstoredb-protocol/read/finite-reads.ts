import * as E from 'fp-ts/Either';
import { JournalError } from '../../../domain/ports/journal';
import type { EngineRecord, EngineRecords, JournalEngine } from '../../../domain/ports/journal-engine';
import { type CallFailure, streamDeleted } from '../call-failure';
import { consider } from './consider';
import { encodePage } from './encode-page';
import type { Filtering } from './event-filter';
import { streamNotFound } from './read-messages';
import type { ReadRequest } from './read-request';

/** What is sent, a page at a time; the failure that it ends with, if it does. */
export type Pages = AsyncGenerator<ReadonlyArray<Buffer>, CallFailure | undefined>;

type ReadStream = Extract<ReadRequest, { readonly _tag: 'ReadStream' }>;
type ReadAll = Extract<ReadRequest, { readonly _tag: 'ReadAll' }>;

/** A deleted stream is a failure, a missing one a message and the end of a good call (contract, section 7). */
export const readStream = async function* (engine: JournalEngine, request: ReadStream): Pages {
  const { stream, direction, from, limit } = request;
  const read = await engine.readStream(stream, { direction, from, limit })();
  if (E.isLeft(read)) {
    switch (read.left._tag) {
      case 'StreamDeleted':
        return streamDeleted(stream);
      case 'StreamNotFound':
        yield [streamNotFound(stream)];
        return undefined;
      case 'JournalUnavailable':
        throw new JournalError('a stream could not be read', 'unavailable', { cause: read.left.cause });
    }
  }
  const encode = encodePage(engine, request);
  for await (const records of read.right) yield await encode(records);
  return undefined;
};

const passing = async (records: EngineRecords, filter: Filtering | undefined): Promise<EngineRecords> => {
  if (filter === undefined) return records;
  const found: Array<EngineRecord> = [];
  for await (const { record, passes } of consider(records, filter)) if (passes) found.push(record);
  return found;
};

/** The limit counts what passes; what does not is read over, a page at a time. */
export const readAll = async function* (engine: JournalEngine, request: ReadAll): Pages {
  const { direction, from, limit, filter } = request;
  const encode = encodePage(engine, request);
  let left = limit;
  const pages = engine.readAll({ direction, from, limit: filter === undefined ? limit : Number.MAX_SAFE_INTEGER });
  for await (const records of pages) {
    const found = (await passing(records, filter)).slice(0, left);
    left -= found.length;
    yield await encode(found);
    if (left === 0) return undefined;
  }
  return undefined;
};
