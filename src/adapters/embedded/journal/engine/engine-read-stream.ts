import * as E from 'fp-ts/Either';
import type { Clock } from '../../../../domain/ports/clock';
import type { EngineReadFailure, EngineStreamRead, JournalEngine } from '../../../../domain/ports/journal-engine';
import { decodeEngineRecord } from '../decode-engine-record';
import type { Source } from '../source';
import { streamPages } from '../stream-pages';
import { LATEST, type StreamState, stateOf, visibleOf } from '../stream-state';

const placeOf = ({ from, direction }: EngineStreamRead): number => {
  if (from === 'start') return 0;
  if (from !== 'end') return Number(from);
  return direction === 'backwards' ? LATEST : Infinity;
};

const failureOf = (stream: string, { tombstoned, current, metadata }: StreamState): EngineReadFailure | undefined => {
  if (tombstoned) return { _tag: 'StreamDeleted', stream };
  return current < 0 || metadata.softDeleted ? { _tag: 'StreamNotFound', stream } : undefined;
};

const stateOrFailure = (source: Source, stream: string): E.Either<EngineReadFailure, StreamState> =>
  E.tryCatch(
    () => stateOf(source, stream),
    (cause): EngineReadFailure => ({ _tag: 'JournalUnavailable', cause }),
  );

/** What is visible is decided when the read begins. */
export const createEngineReadStream =
  (source: Source, clock: Clock): JournalEngine['readStream'] =>
  (stream, read) =>
  async () => {
    const state = stateOrFailure(source, stream);
    if (E.isLeft(state)) return state;
    const failure = failureOf(stream, state.right);
    if (failure !== undefined) return E.left(failure);
    const { direction, limit } = read;
    const visible = visibleOf(state.right, Date.parse(clock.now()));
    const pages = streamPages(source.reader, { stream, direction, from: placeOf(read), limit, visible });
    return E.right(
      (async function* () {
        for await (const records of pages) yield records.map(decodeEngineRecord);
      })(),
    );
  };
