import { connect, type ConfirmChannel } from 'amqplib';
import { type BrokerNames, deadLetterQueue, eventQueue } from '../../src/adapters/rabbitmq/names';

/** The platform's side of a broker, over a connection of its own. */
export type PlatformSide = {
  readonly channel: ConfirmChannel;
  /** Resolves when the broker has it for good. */
  readonly publish: (eventType: string, body: string, messageId?: string) => Promise<void>;
  /** Takes what is in the dead-letter queue, oldest first. */
  readonly parked: () => Promise<ReadonlyArray<string>>;
  /** How many messages wait in the queue of an event type, those in hand not counted. */
  readonly waiting: (eventType: string) => Promise<number>;
  readonly close: () => Promise<void>;
  /** From now on nothing is asked of it, and a broker that goes away takes nothing with it. */
  readonly leave: () => void;
};

export const openPlatformSide = async (url: string, names: BrokerNames): Promise<PlatformSide> => {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  return {
    channel,
    publish: async (eventType, body, messageId) =>
      new Promise((resolve, reject) => {
        const options = { persistent: true, ...(messageId === undefined ? {} : { messageId }) };
        channel.publish(names.events, eventType, Buffer.from(body), options, (cause: unknown) => {
          if (cause instanceof Error) reject(cause);
          else resolve();
        });
      }),
    parked: async () => {
      const bodies: Array<string> = [];
      for (;;) {
        const found = await channel.get(deadLetterQueue(names), { noAck: true });
        if (found === false) return bodies;
        bodies.push(found.content.toString());
      }
    },
    waiting: async (eventType) => (await channel.checkQueue(eventQueue(names, eventType))).messageCount,
    close: async () => connection.close(),
    leave: () => {
      connection.on('error', () => undefined);
    },
  };
};
