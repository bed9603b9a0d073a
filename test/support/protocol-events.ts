import { randomUUID } from 'node:crypto';
import { type EventData, jsonEvent, type ResolvedEvent } from '@eventstore/db-client';

export const aStream = (): string => `sample-${randomUUID()}`;

/** JSON events that tell themselves apart by a number. */
export const numbered = (count: number, from = 0): Array<EventData> =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Counted', data: { n: from + n } }));

export const collect = async <T>(items: AsyncIterable<T>): Promise<Array<T>> => {
  const all: Array<T> = [];
  for await (const item of items) all.push(item);
  return all;
};

export const revisionsOf = (events: ReadonlyArray<ResolvedEvent>): ReadonlyArray<number> =>
  events.map(({ event }) => Number(event?.revision));

/** What a promise was rejected with. */
export const rejection = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('it was not rejected');
    },
    (error: unknown) => error,
  );
