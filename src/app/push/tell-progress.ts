import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { BatchTopic, Sockets } from '../../domain/ports/socket-gateway';
import type { JsonObject } from '../../domain/shared/json';
import type { Queries } from '../queries';

const EVERY_MILLIS = 500;

export type TellingProgress = {
  readonly queries: Pick<Queries, 'batch'>;
  readonly clock: Clock;
};

type Told = { readonly text: string; readonly begun: number };

/**
 * Tells those who watch a batch how far it has come, until the signal aborts: what is new, at most twice a second, and the
 * last of it. Who begins to watch is told how it stands, at the next turn. One that nobody knows yet is told of once it is.
 */
export const tellProgress =
  ({ queries, clock }: TellingProgress) =>
  async (sockets: Pick<Sockets, 'watched' | 'tell'>, signal: AbortSignal): Promise<void> => {
    let told: ReadonlyMap<BatchTopic, Told> = new Map();
    const tell = async (topic: BatchTopic, begun: number): Promise<Told | undefined> => {
      const seen = await queries.batch(topic.slice('batch:'.length), { atLeast: undefined })();
      const before = told.get(topic);
      // A view that is away comes back; a batch that is not there may come.
      if (E.isLeft(seen)) return before;
      const text = JSON.stringify(seen.right);
      if (before?.text !== text || before.begun !== begun)
        sockets.tell(topic, { event: 'batch:progress', data: JSON.parse(text) as JsonObject });
      return { text, begun };
    };
    while (!signal.aborted) {
      const next = new Map<BatchTopic, Told>();
      for (const [topic, begun] of sockets.watched()) {
        const now = await tell(topic, begun);
        if (now !== undefined) next.set(topic, now);
      }
      told = next;
      await clock.wait(EVERY_MILLIS, signal);
    }
  };
