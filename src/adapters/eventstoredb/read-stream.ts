import { BACKWARDS, END, FORWARDS, START, type EventStoreDBClient } from '@eventstore/db-client';
import type { Journal, StreamReadOptions } from '../../domain/ports/journal';
import type { Deps } from './deps';
import { fromRecorded } from './from-recorded';
import { EVENTS_AHEAD, readRecorded } from './read-recorded';

const optionsOf = ({ direction, from, limit }: StreamReadOptions): Parameters<EventStoreDBClient['readStream']>[1] => ({
  direction: direction === 'backwards' ? BACKWARDS : FORWARDS,
  fromRevision: from ?? (direction === 'backwards' ? END : START),
  ...(limit === undefined ? {} : { maxCount: limit }),
});

export const createReadStream = (deps: Deps): Journal['readStream'] =>
  async function* (stream, options = {}) {
    // The server refuses to read nothing.
    if (options.limit !== undefined && options.limit <= 0) return;
    const highWaterMark = Math.min(EVENTS_AHEAD, options.limit ?? EVENTS_AHEAD);
    const pages = readRecorded(deps, (client) => client.readStream(stream, optionsOf(options), { highWaterMark }));
    for await (const page of pages) for (const event of page) yield fromRecorded(event);
  };
