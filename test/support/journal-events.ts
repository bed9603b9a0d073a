import { randomUUID } from 'node:crypto';
import type { Journal, Page } from '../../src/domain/ports/journal';
import type { NewEvent, StoredEvent } from '../../src/domain/shared/stored-event';

export const newEvent = (parts: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'NotificationRead',
  data: { by: 'u-1' },
  metadata: { at: '2024-05-01T10:00:00.000Z', v: 1 },
  ...parts,
});

export const newEvents = (count: number, parts: Partial<NewEvent> = {}): ReadonlyArray<NewEvent> =>
  Array.from({ length: count }, (_, n) => newEvent({ data: { n }, ...parts }));

/** A stream, and a category, that no other case uses. */
export const freshStream = (): string => `contract${randomUUID().replaceAll('-', '')}-1`;

export const collect = async <A>(iterable: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const all: Array<A> = [];
  for await (const one of iterable) all.push(one);
  return all;
};

/** Subscribes until `enough` says so of the events and the page that came last. */
export const followUntil = async (
  journal: Journal,
  options: Omit<Parameters<Journal['subscribe']>[0], 'signal'>,
  enough: (events: ReadonlyArray<StoredEvent>, page: Page) => boolean,
): Promise<ReadonlyArray<StoredEvent>> => {
  const stop = new AbortController();
  const events: Array<StoredEvent> = [];
  for await (const page of journal.subscribe({ ...options, signal: stop.signal })) {
    events.push(...page.events);
    if (enough(events, page)) stop.abort();
  }
  return events;
};
