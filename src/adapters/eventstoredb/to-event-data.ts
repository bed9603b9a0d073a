import { type EventData, jsonEvent } from '@eventstore/db-client';
import type { NewEvent } from '../../domain/shared/stored-event';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Throws a TypeError for an id, type or stream that no caller may pass. */
export const assertAppendable = (stream: string, events: ReadonlyArray<NewEvent>): void => {
  // A lone surrogate has no UTF-8: two such names would become one.
  if (stream === '' || !stream.isWellFormed()) throw new TypeError(`a stream's name is empty or not Unicode`);
  for (const { id, type } of events) {
    if (!uuid.test(id)) throw new TypeError(`an event's id is not a lower-case UUID`);
    if (type === '') throw new TypeError(`an event's type is empty`);
  }
};

/** UTF-8 bytes of all `data`, which the server's limit for one append counts. */
export const dataBytesOf = (events: ReadonlyArray<NewEvent>): number =>
  events.reduce((sum, { data }) => sum + Buffer.byteLength(JSON.stringify(data)), 0);

/** The metadata as bytes: the client makes a text of them otherwise that its encoder decodes again, slowly, twice. */
export const toEventData = ({ id, type, data, metadata }: NewEvent): EventData =>
  jsonEvent({ id, type, data, metadata: new Uint8Array(Buffer.from(JSON.stringify(metadata))) });
