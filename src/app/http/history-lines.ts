import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import { JournalError } from '../../domain/ports/journal';
import type { AppFailure } from '../failure';

/** Lines go out in pieces of about this many characters: one write for each event would cost more than the event. */
const PIECE = 16 * 1024;

/** Not a generator: one that was never started would not let go of what it reads from when its reader goes away. */
const piecesOf = <A>(
  first: IteratorResult<A>,
  rest: AsyncIterator<A>,
  toJson: (one: A) => object,
): AsyncIterable<string> => {
  let upcoming = first;
  const nextPiece = async (): Promise<IteratorResult<string>> => {
    let piece = '';
    while (upcoming.done !== true && piece.length < PIECE) {
      piece += `${JSON.stringify(toJson(upcoming.value))}\n`;
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
 * What is read of the history as NDJSON. The first of it is read before anything is answered, so that a history that can't be read is a 503;
 * one that breaks off later ends the connection, never the document.
 */
export const historyLines =
  <A>(parts: AsyncIterable<A>, toJson: (one: A) => object): TaskEither<AppFailure, AsyncIterable<string>> =>
  async () => {
    const iterator = parts[Symbol.asyncIterator]();
    try {
      return E.right(piecesOf(await iterator.next(), iterator, toJson));
    } catch (cause) {
      if (!(cause instanceof JournalError)) throw cause;
      return E.left({ _tag: 'Unavailable', component: 'journal', retryAfterSeconds: 1 });
    }
  };
