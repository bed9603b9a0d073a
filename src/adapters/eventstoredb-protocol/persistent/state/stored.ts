import * as E from 'fp-ts/Either';
import { JournalError } from '../../../../domain/ports/journal';
import type {
  EngineAppended,
  EngineEvent,
  EngineRecord,
  EngineStreamRead,
  EngineWriteFailure,
  JournalEngine,
} from '../../../../domain/ports/journal-engine';

const unavailable = (what: string, cause: unknown): JournalError => new JournalError(what, 'unavailable', { cause });

/** Of a stream that need not be there. Throws a JournalError where the journal can't be read. */
export async function* recordsOf(
  engine: JournalEngine,
  stream: string,
  read: EngineStreamRead,
): AsyncIterable<EngineRecord> {
  const pages = await engine.readStream(stream, read)();
  if (E.isRight(pages)) for await (const page of pages.right) yield* page;
  else if (pages.left._tag === 'JournalUnavailable') throw unavailable(`${stream} could not be read`, pages.left.cause);
}

export const endOf = async (
  engine: JournalEngine,
  stream: string,
  end: 'first' | 'last',
): Promise<EngineRecord | undefined> => {
  const read: EngineStreamRead =
    end === 'last'
      ? { direction: 'backwards', from: 'end', limit: 1 }
      : { direction: 'forwards', from: 'start', limit: 1 };
  for await (const record of recordsOf(engine, stream, read)) return record;
  return undefined;
};

/** Whatever is there already. Throws a JournalError where nothing is known of the outcome: the same events may go again. */
export const appendTo = async (
  engine: JournalEngine,
  stream: string,
  events: ReadonlyArray<EngineEvent>,
): Promise<E.Either<Exclude<EngineWriteFailure, { readonly _tag: 'JournalUnavailable' }>, EngineAppended>> => {
  const appended = await engine.append(stream, 'any', events)();
  if (E.isRight(appended)) return appended;
  if (appended.left._tag === 'JournalUnavailable')
    throw unavailable(`nothing is known of an append to ${stream}`, appended.left.cause);
  return E.left(appended.left);
};
