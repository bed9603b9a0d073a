import type { Channel } from 'amqplib';

/**
 * Resolves once the channel is closed, be it by the broker's answer or with its connection. (The library's own promise stays
 * open for ever where the connection breaks in between.)
 */
export const closeChannel = async (channel: Channel): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => resolve();
    channel.once('close', done);
    channel.close().then(done, done);
  });
