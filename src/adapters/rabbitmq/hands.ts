import type { Channel, ConsumeMessage } from 'amqplib';
import { untilAborted } from './until-aborted';

/** `leave`: consuming ends, and the message goes back with the rest of the channel. */
export type Settlement = 'ack' | 'give-back' | 'leave';
export type Handle = (message: ConsumeMessage, queue: string) => Promise<Settlement>;

/** Why consuming on a channel came to its end: it was told to, a message was left, the channel or a queue is gone, a defect. */
export type Ending = { readonly why: 'told' | 'left' | 'lost' } | { readonly why: 'defect'; readonly cause: unknown };

/** The messages of one channel that are being handled. */
export type Hands = {
  /** After the end it leaves the message to the broker, which gives it out again once the channel is closed. */
  readonly take: (message: ConsumeMessage, queue: string) => void;
  /** The first reason stands, unless a later one is a defect. */
  readonly end: (ending: Ending) => void;
  readonly hasEnded: () => boolean;
  readonly ended: () => Promise<void>;
  /** Resolves with the ending when every message in hand is settled. */
  readonly emptied: () => Promise<Ending>;
  /** Whether a message was acknowledged. */
  readonly hasSettled: () => boolean;
};

export const createHands = (channel: Channel, handle: Handle): Hands => {
  const inHand = new Set<Promise<void>>();
  const over = new AbortController();
  let ending: Ending = { why: 'told' };
  let hasSettled = false;

  const end = (next: Ending): void => {
    if (!over.signal.aborted || next.why === 'defect') ending = next;
    over.abort();
  };
  const settle = (message: ConsumeMessage, settlement: Settlement): void => {
    try {
      if (settlement === 'ack') channel.ack(message);
      if (settlement === 'give-back') channel.nack(message, false, true);
      hasSettled ||= settlement === 'ack';
    } catch {
      // The channel is gone, so the broker gives the message out again: what is done once more changes nothing.
      end({ why: 'lost' });
    }
  };
  const run = async (message: ConsumeMessage, queue: string): Promise<void> => {
    try {
      const settlement = await handle(message, queue);
      settle(message, settlement);
      if (settlement === 'leave') end({ why: 'left' });
    } catch (cause) {
      end({ why: 'defect', cause });
    }
  };
  return {
    take: (message, queue) => {
      if (over.signal.aborted) return;
      const running = run(message, queue).finally(() => inHand.delete(running));
      inHand.add(running);
    },
    end,
    hasEnded: () => over.signal.aborted,
    ended: async () => untilAborted(over.signal),
    emptied: async () => {
      await Promise.all(inHand);
      return ending;
    },
    hasSettled: () => hasSettled,
  };
};
