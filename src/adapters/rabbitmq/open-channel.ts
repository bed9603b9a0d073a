import type { Channel, ChannelModel, ConfirmChannel } from 'amqplib';

/** Whoever asked for what failed is told by the rejection; an 'error' event without a listener would end the process. */
const toldElsewhere = (): void => undefined;

export const openChannel = async (model: ChannelModel): Promise<Channel> => {
  const channel = await model.createChannel();
  channel.on('error', toldElsewhere);
  return channel;
};

export const openConfirmChannel = async (model: ChannelModel): Promise<ConfirmChannel> => {
  const channel = await model.createConfirmChannel();
  channel.on('error', toldElsewhere);
  return channel;
};
