import type { Journal } from '../../domain/ports/journal';

/** Reads from the first event on to the head; answers with the number of events. */
export const catchUp = async (journal: Journal): Promise<number> => {
  const stop = new AbortController();
  let read = 0;
  for await (const { events, live } of journal.subscribe({ after: 0n, signal: stop.signal })) {
    read += events.length;
    if (live) stop.abort();
  }
  return read;
};
