import type { OutboxChannel } from '../../../domain/ports/outbox';
import type { SealContext } from '../../../domain/ports/cipher';

/** A kept message belongs to no event: it is bound to the outbox, its channel and its delivery. */
export const sealContext = (channel: OutboxChannel, key: string): SealContext => ({
  stream: 'outbox',
  type: channel,
  eventId: key,
});
