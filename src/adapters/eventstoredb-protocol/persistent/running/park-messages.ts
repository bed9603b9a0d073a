import type { Message } from '../group/message';
import { parkedLink } from '../state/parked-link';
import type { ParkedStream } from '../state/parked-stream';
import { keepTrying, type Persistence } from './keep-trying';

/** Stores parked messages in the order in which they come, several at once where they come faster than they are stored. */
export type Parker = {
  readonly park: (message: Message, reason: string) => void;
  readonly idle: () => Promise<void>;
};

export type ParkerOptions = {
  readonly parked: ParkedStream;
  readonly persistence: Persistence;
  readonly done: (message: Message, isStored: boolean) => void;
};

const AT_ONCE = 100;

export const createParker = ({ parked, persistence, done }: ParkerOptions): Parker => {
  const waiting: Array<{ readonly message: Message; readonly reason: string }> = [];
  let parking: Promise<void> | undefined;
  const parkNext = async (): Promise<void> => {
    const batch = waiting.splice(0, AT_ONCE);
    const added = persistence.clock.now();
    // Made once: what is tried again has the same ids, and is stored once.
    const links = batch.map(({ message, reason }) => parkedLink(message, reason, added));
    const isStored = await keepTrying(async () => parked.add(links), persistence);
    if (isStored === undefined) return;
    if (!isStored) persistence.logger.error('messages could not be parked', { group: persistence.group });
    for (const { message } of batch) done(message, isStored);
  };
  const parkAll = async (): Promise<void> => {
    while (waiting.length > 0 && !persistence.signal.aborted) await parkNext();
    parking = undefined;
  };
  return {
    park: (message, reason) => {
      waiting.push({ message, reason });
      parking ??= parkAll();
    },
    idle: async () => parking,
  };
};
