import type { Channel } from 'amqplib';
import type { Clock } from '../../domain/ports/clock';
import { closeChannel } from './close-channel';
import { createHands, type Ending, type Handle, type Hands } from './hands';
import { within } from './within';

/** How long a broker that has stopped answering is waited for; it gives everything out again anyway. */
const ANSWER_MILLIS = 2_000;

export type Consumption = {
  readonly queues: ReadonlyArray<string>;
  /** At most so many messages of all the queues together are in hand. */
  readonly prefetch: number;
  readonly signal: AbortSignal;
};

const begin = async (
  channel: Channel,
  { queues, prefetch }: Consumption,
  hands: Hands,
): Promise<ReadonlyArray<string>> => {
  const tags: Array<string> = [];
  await channel.prefetch(prefetch, true);
  for (const queue of queues) {
    if (hands.hasEnded()) break;
    const { consumerTag } = await channel.consume(queue, (message) => {
      // Without a message: the broker has cancelled the consumer, because its queue was deleted or has moved.
      if (message === null) hands.end({ why: 'lost' });
      else hands.take(message, queue);
    });
    tags.push(consumerTag);
  }
  return tags;
};

/**
 * Hands out the messages of the queues until the signal aborts, a message is left, a handler throws, or the channel or a
 * queue is gone. Resolves when those in hand are settled and the rest has gone back to the broker.
 */
export const consumeOnChannel = async (
  channel: Channel,
  consumption: Consumption,
  handle: Handle,
  clock: Clock,
): Promise<{ readonly ending: Ending; readonly hasSettled: boolean }> => {
  const { signal } = consumption;
  const hands = createHands(channel, handle);
  const lost = (): void => hands.end({ why: 'lost' });
  const told = (): void => hands.end({ why: 'told' });
  const cancel = async (tags: ReadonlyArray<string>): Promise<void> => {
    for (const tag of tags) await channel.cancel(tag);
  };
  channel.on('close', lost);
  signal.addEventListener('abort', told);
  if (signal.aborted) told();
  const begun = begin(channel, consumption, hands);
  begun.catch(lost);
  await hands.ended();
  signal.removeEventListener('abort', told);
  // Where the channel is gone there is nothing to cancel; and a broker that does not answer finds out by itself.
  await within(clock, ANSWER_MILLIS, begun.then(cancel)).catch(() => undefined);
  const ending = await hands.emptied();
  await within(clock, ANSWER_MILLIS, closeChannel(channel));
  return { ending, hasSettled: hands.hasSettled() };
};
