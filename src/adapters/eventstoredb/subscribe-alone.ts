import type { Journal, Page, SubscribeOptions } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import type { Deps } from './deps';
import { type Following, followOnce } from './follow-once';
import { createPatience } from './patience';

/**
 * A subscription with calls of its own: one after another, each from where the one before was cut off. A server that stays away
 * is said to be so: who follows it has to know, and asks again from the position that it has.
 */
export const createSubscribeAlone = (deps: Deps): Journal['subscribe'] =>
  async function* ({ after, filter, signal }: SubscribeOptions): AsyncGenerator<Page> {
    const patience = createPatience(deps);
    let position: Position = after;
    let wasLive = false;
    while (!signal.aborted) {
      const lease = deps.connection.lease();
      try {
        const following: Following = { lease, after: position, filter, signal, wasLive, onConfirmed: patience.renew };
        for await (const page of followOnce(deps, following)) {
          position = page.position;
          wasLive ||= page.live;
          yield page;
        }
      } catch (error) {
        await patience.afterFailure(error, lease, signal);
      }
    }
  };
