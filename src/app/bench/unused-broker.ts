import { type ChannelModel, connect } from 'amqplib';
import { eventQueue, platformNames } from '../../adapters/rabbitmq/names';
import { platformEvents } from '../../domain/platform/platform-events';

/** How many wait in a queue or take from it; undefined where there is no such queue, which costs the channel. */
const inUse = async (connection: ChannelModel, queue: string): Promise<number | undefined> => {
  const channel = await connection.createChannel();
  channel.on('error', () => undefined);
  try {
    const { messageCount, consumerCount } = await channel.checkQueue(queue);
    await channel.close();
    return messageCount + consumerCount;
  } catch {
    return undefined;
  }
};

/** Throws where a ledger takes from the broker, or something waits there for one: the benchmark would take it in. */
export const expectUnused = async (brokerUrl: string): Promise<void> => {
  const connection = await connect(brokerUrl);
  try {
    for (const { eventType } of platformEvents)
      if ((await inUse(connection, eventQueue(platformNames, eventType))) ?? 0)
        throw new Error(`the broker is in use: something waits for ${eventType}, or a ledger takes it`);
  } finally {
    await connection.close();
  }
};
