import type { ChannelModel, Options } from 'amqplib';
import { openConfirmChannel } from './open-channel';

export type Outgoing = {
  readonly exchange: string;
  readonly key: string;
  readonly body: Buffer;
  readonly options: Options.Publish;
};

/** A channel whose broker confirms. */
export type Confirming = {
  /** Resolves once a queue has the message for good. Rejects where none took it, or where nobody can know. */
  readonly send: (message: Outgoing) => Promise<void>;
};

/** The broker hands back what no queue takes, naming exchange and key, before it confirms it. */
type InFlight = { readonly exchange: string; readonly key: string; unroutable: boolean };

export type ConfirmingWatch = {
  /** The channel is closed, and so is everything that was on its way. */
  readonly gone: () => void;
  /** A queue or its binding is missing on the broker. */
  readonly unroutable: () => void;
};

export const openConfirming = async (model: ChannelModel, watch: ConfirmingWatch): Promise<Confirming> => {
  const channel = await openConfirmChannel(model);
  const inFlight = new Set<InFlight>();
  channel.on('close', watch.gone);
  channel.on('return', ({ fields }) => {
    for (const sent of inFlight)
      if (sent.exchange === fields.exchange && sent.key === fields.routingKey) sent.unroutable = true;
    watch.unroutable();
  });
  return {
    send: async ({ exchange, key, body, options }) => {
      const sent: InFlight = { exchange, key, unroutable: false };
      inFlight.add(sent);
      try {
        await new Promise<void>((resolve, reject) => {
          channel.publish(exchange, key, body, { ...options, persistent: true, mandatory: true }, (cause: unknown) => {
            if (cause instanceof Error) reject(cause);
            else if (sent.unroutable) reject(new Error('No queue takes it'));
            else resolve();
          });
        });
      } finally {
        inFlight.delete(sent);
      }
    },
  };
};
