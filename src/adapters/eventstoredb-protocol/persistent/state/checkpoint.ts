import * as E from 'fp-ts/Either';
import type { JournalEngine } from '../../../../domain/ports/journal-engine';
import { checkpointMetadata, metadataStream } from './metadata-event';
import { ownEvent } from './own-events';
import { placeIn, placeText } from './place';
import { appendTo, endOf } from './stored';
import { checkpointStream } from './stream-names';

export type Checkpoint = {
  /** Undefined where none was ever written. */
  readonly read: () => Promise<bigint | undefined>;
  readonly write: (place: bigint) => Promise<void>;
};

const textOf = (data: Uint8Array): string => {
  const parsed = E.tryCatch(
    () => JSON.parse(Buffer.from(data).toString()) as unknown,
    () => undefined,
  );
  return E.isRight(parsed) && typeof parsed.right === 'string' ? parsed.right : '';
};

/**
 * A group's checkpoint, as EventStoreDB keeps it (contract, section 12.6): the last event of a stream that keeps two, its
 * data a place as a JSON string. Everything up to there is settled.
 */
export const createCheckpoint = (engine: JournalEngine, source: string, key: string): Checkpoint => {
  const stream = checkpointStream(key);
  let isKnown = false;
  return {
    read: async () => {
      const last = await endOf(engine, stream, 'last');
      isKnown = last !== undefined;
      return last === undefined ? undefined : placeIn(source, textOf(last.data));
    },
    write: async (place) => {
      if (!isKnown) await appendTo(engine, metadataStream(stream), [checkpointMetadata()]);
      isKnown = true;
      const data = JSON.stringify(placeText(source, place));
      const written = await appendTo(engine, stream, [ownEvent({ type: 'SubscriptionCheckpoint', data })]);
      if (E.isLeft(written)) throw new Error(`a checkpoint could not be stored: ${written.left._tag}`);
    },
  };
};
