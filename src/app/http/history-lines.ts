import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { JournalError } from '../../domain/ports/journal';
import type { AppFailure } from '../failure';
import { historyJson } from '../history-json';
import type { HistoryEvent } from '../queries';

/** Lines go out in pieces of about this many characters: one write for each event would cost more than the event. */
const PIECE = 16 * 1024;

/** Not a generator: one that was never started would not let go of what it reads from when its reader goes away. */
const piecesOf = (first: IteratorResult<HistoryEvent>, rest: AsyncIterator<HistoryEvent>): AsyncIterable<string> => {
  let upcoming = first;
  const nextPiece = async (): Promise<IteratorResult<string>> => {
    let piece = '';
    while (upcoming.done !== true && piece.length < PIECE) {
      piece += `${JSON.stringify(historyJson(upcoming.value))}\n`;
      upcoming = await rest.next();
    }
    return piece === '' ? { done: true, value: undefined } : { done: false, value: piece };
  };
  const letGo = async (): Promise<IteratorResult<string>> => {
    await rest.return?.();
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next: nextPiece, return: letGo }) };
};

/**
 * The events as NDJSON. The first one is read before anything is answered, so that a history that can't be read is a 503;
 * one that breaks off later ends the connection, never the document.
 */
export const historyLines =
  (events: AsyncIterable<HistoryEvent>): TaskEither<AppFailure, AsyncIterable<string>> =>
  async () => {
    const iterator = events[Symbol.asyncIterator]();
    try {
      return E.right(piecesOf(await iterator.next(), iterator));
    } catch (cause) {
      if (!(cause instanceof JournalError)) throw cause;
      return E.left({ _tag: 'Unavailable', component: 'journal', retryAfterSeconds: 1 });
    }
  };
