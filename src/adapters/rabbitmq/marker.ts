import type { ChannelModel } from 'amqplib';
import { closeChannel } from './close-channel';
import { openConfirmChannel } from './open-channel';

/**
 * What the marker in the queue says, after `fresh` was put there where none was. A broker that says something else than it
 * did before has lost its data in between. Two processes that look in the same moment may each put one; then the first
 * one stands, and one of them takes a loss for true that was none.
 */
export const readMarker = async (model: ChannelModel, queue: string, fresh: string): Promise<string> => {
  const channel = await openConfirmChannel(model);
  const found = await channel.get(queue);
  if (found === false) channel.sendToQueue(queue, Buffer.from(fresh), { persistent: true });
  else channel.nack(found, false, true);
  await channel.waitForConfirms();
  await closeChannel(channel);
  return found === false ? fresh : found.content.toString();
};
