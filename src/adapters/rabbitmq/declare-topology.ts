import type { Channel, ChannelModel } from 'amqplib';
import { replyCode } from './broker-failure';
import { closeChannel } from './close-channel';
import { openChannel } from './open-channel';
import type { Topology } from './topology';

const PRECONDITION_FAILED = 406;

type Step = { readonly name: string; readonly take: (channel: Channel) => Promise<unknown> };

const stepsOf = ({ exchanges, queues, bindings }: Topology): ReadonlyArray<Step> => [
  ...exchanges.map((name) => ({
    name,
    take: async (channel: Channel) => channel.assertExchange(name, 'topic', { durable: true }),
  })),
  ...queues.map(({ name, options }) => ({
    name,
    take: async (channel: Channel) => channel.assertQueue(name, options),
  })),
  ...bindings.map(({ queue, exchange, key }) => ({
    name: queue,
    take: async (channel: Channel) => channel.bindQueue(queue, exchange, key),
  })),
];

/**
 * Declares what is not there yet. What exists with other arguments is used as it stands, and told to `differs`; such an
 * answer costs the channel, not the connection. Rejects with any other refusal.
 */
export const declareTopology = async (
  model: ChannelModel,
  topology: Topology,
  differs: (name: string) => void,
): Promise<void> => {
  let channel = await openChannel(model);
  for (const { name, take } of stepsOf(topology)) {
    try {
      await take(channel);
    } catch (cause) {
      if (replyCode(cause) !== PRECONDITION_FAILED) throw cause;
      differs(name);
      channel = await openChannel(model);
    }
  }
  await closeChannel(channel);
};
