import {
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
  type ResolvedEvent,
  StreamDeletedError,
  type StreamingRead,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { JournalError } from '../../domain/ports/journal';
import { createArrivals } from './arrivals';
import { blamesConnection, callFailed } from './call-failure';
import type { Deps } from './deps';
import type { Recorded } from './from-recorded';
import { nextArrived } from './next-arrived';

type Resolved = ResolvedEvent | AllStreamResolvedEvent;
export type OpenRead = (client: EventStoreDBClient) => StreamingRead<Resolved>;

/** So many events wait on each side of the client's own conversion; a page is as many at most. */
export const EVENTS_AHEAD = 256;

/** What the client threw, as what the port promises; undefined where it means that there is nothing. */
const failureOf = (error: unknown): JournalError | undefined => {
  if (error instanceof StreamNotFoundError) return undefined;
  if (error instanceof JournalError) return error;
  if (error instanceof StreamDeletedError)
    return new JournalError('the stream was deleted for good', 'damaged', { cause: callFailed(error) });
  return new JournalError('EventStoreDB does not answer', 'unavailable', { cause: callFailed(error) });
};

/** The events of one finite read, in pages of what has arrived. Leaving it early ends the call. */
export async function* readRecorded(
  { connection, clock, limits }: Deps,
  open: OpenRead,
): AsyncGenerator<ReadonlyArray<Recorded>> {
  const lease = connection.lease();
  const read = open(lease.client);
  const arrivals = createArrivals<Resolved>(read);
  const awaited = { clock, millis: limits.answerMillis, lost: lease.lost };
  try {
    for (;;) {
      const arrived = await nextArrived(arrivals, EVENTS_AHEAD, awaited);
      if (arrived?.kind !== 'items') return;
      yield arrived.items.flatMap(({ event }) => event ?? []);
    }
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) return;
    if (blamesConnection(callFailed(error))) connection.giveUp(lease);
    throw failure;
  } finally {
    read.cancel().catch(() => undefined);
    arrivals.leave();
  }
}
