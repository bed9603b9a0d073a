import { setTimeout } from 'node:timers/promises';
import { type ConfirmChannel, connect } from 'amqplib';
import { platformNames } from '../../src/adapters/rabbitmq/names';
import type { ProgressBar } from '../../src/app/cli/progress-bar';
import { oneRound, type PlatformMessage, platformMessages } from './messages';

export type Play = {
  readonly url: string;
  /** Undefined: each event type in each shape. */
  readonly count: number | undefined;
  /** Messages a second; 0: as fast as the broker confirms. */
  readonly rate: number;
  readonly users: number;
};

export type Played = { readonly published: number; /** How many found no queue. */ readonly unheard: number };

/** How many messages are on their way unconfirmed. */
const WINDOW = 256;

const publish = async (channel: ConfirmChannel, { eventType, messageId, body }: PlatformMessage): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = { messageId, persistent: true, mandatory: true, contentType: 'application/json' };
    channel.publish(platformNames.events, eventType, body, options, (cause: unknown) => {
      if (cause instanceof Error) reject(cause);
      else resolve();
    });
  });

/** Publishes in the given time and resolves when the broker has confirmed everything. */
export const play = async ({ url, count = oneRound, rate, users }: Play, bar: ProgressBar): Promise<Played> => {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  await channel.assertExchange(platformNames.events, 'topic', { durable: true });
  let unheard = 0;
  channel.on('return', () => {
    unheard += 1;
  });
  const onTheirWay = new Set<Promise<void>>();
  const start = Date.now();
  let done = 0;
  for (const message of platformMessages(start, users)) {
    if (done === count) break;
    done += 1;
    const sending = publish(channel, message).finally(() => onTheirWay.delete(sending));
    onTheirWay.add(sending);
    if (onTheirWay.size >= WINDOW) await Promise.race(onTheirWay);
    bar.update(done, count);
    const early = rate === 0 ? 0 : start + (done * 1000) / rate - Date.now();
    if (early > 0) await setTimeout(early);
  }
  await Promise.all(onTheirWay);
  bar.stop();
  await connection.close();
  return { published: count, unheard };
};
