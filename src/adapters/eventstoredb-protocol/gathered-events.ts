import * as E from 'fp-ts/Either';
import type { EngineEvent } from '../../domain/ports/journal-engine';
import type { CallFailure } from './call-failure';
import type { Limits } from './limits';
import { appendTooLarge, bytesOfEvent, type ProposedMessage, toEngineEvent } from './proposed-event';

/** The events of one append, as they come in. */
export type GatheredEvents = {
  readonly add: (message: ProposedMessage) => E.Either<CallFailure, void>;
  readonly events: () => ReadonlyArray<EngineEvent>;
  /** What they take in memory. */
  readonly bytes: () => number;
};

/** Refuses an event that makes the append too large: by the sum of `data` alone (contract, section 5), and as a whole. */
export const gatherEvents = ({ appendBytes, recordBytes }: Limits): GatheredEvents => {
  const events: Array<EngineEvent> = [];
  let ofData = 0;
  let all = 0;
  return {
    add: (message) => {
      const event = toEngineEvent(message);
      if (E.isLeft(event)) return event;
      ofData += event.right.data.length;
      all += bytesOfEvent(event.right);
      if (ofData > appendBytes) return E.left(appendTooLarge(appendBytes));
      if (all > recordBytes) return E.left(appendTooLarge(recordBytes));
      events.push(event.right);
      return E.right(undefined);
    },
    events: () => events,
    bytes: () => all,
  };
};
