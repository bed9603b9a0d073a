import type { ConsumeMessage } from 'amqplib';
import type { InboundMessage } from '../../domain/ports/intake';
import { Whole } from '../../domain/shared/codecs';
import type { Outgoing } from './confirming';
import { type BrokerNames, deadLetterQueue, eventTypeOf, retryQueue } from './names';

const RETRIES = 'x-retries';
const ROUTING_KEY = 'x-routing-key';
const MESSAGE_ID = 'x-message-id';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Over the default exchange a message comes back from its waiting room, with what the ledger wrote on it. */
const hasComeBack = ({ fields }: ConsumeMessage): boolean => fields.exchange === '';

export const toInboundMessage = (names: BrokerNames, message: ConsumeMessage, queue: string): InboundMessage => {
  // Nobody else's notes count: whoever publishes on the platform's exchange could write the same headers.
  const notes = hasComeBack(message) ? (message.properties.headers ?? {}) : {};
  const retries: unknown = notes[RETRIES];
  return {
    queue,
    routingKey: hasComeBack(message)
      ? (text(notes[ROUTING_KEY]) ?? eventTypeOf(names, queue))
      : message.fields.routingKey,
    messageId: text(notes[MESSAGE_ID]) ?? text(message.properties.messageId),
    body: message.content,
    retries: Whole.is(retries) ? retries : 0,
  };
};

/**
 * A copy keeps what the ledger reads of a message, and no header of its publisher: some of them (CC, BCC) would send it
 * elsewhere too. The id travels as a header as well: an id of broken text, once read, no longer fits where it came from.
 */
const copy = (names: BrokerNames, key: string, message: InboundMessage): Outgoing => ({
  exchange: names.deadLetters,
  key,
  body: Buffer.from(message.body),
  options: {
    headers: {
      [RETRIES]: message.retries,
      [ROUTING_KEY]: message.routingKey,
      ...(message.messageId === null ? {} : { [MESSAGE_ID]: message.messageId }),
    },
  },
});

/** Into the waiting room of its next try; after the last one it stays the last one's. */
export const retryCopy = (
  names: BrokerNames,
  message: InboundMessage,
  delaysMillis: ReadonlyArray<number>,
  fraction: number,
): Outgoing => {
  const retries = Math.min(message.retries + 1, delaysMillis.length);
  const delay = delaysMillis[retries - 1] ?? 0;
  const { options, ...rest } = copy(names, retryQueue(message.queue, retries), { ...message, retries });
  // 20 % to either side, so that what failed together does not come back together.
  return { ...rest, options: { ...options, expiration: Math.round(delay * (0.8 + 0.4 * fraction)) } };
};

export const parkedCopy = (names: BrokerNames, message: InboundMessage): Outgoing =>
  copy(names, deadLetterQueue(names), message);
