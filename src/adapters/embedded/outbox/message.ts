import type { Mail, Push, Text } from '../../../domain/ports/providers';
import type { OutboxChannel } from '../../../domain/ports/outbox';
import type { JsonObject } from '../../../domain/shared/json';

/** A message as the outbox keeps it: `shown` as it would have gone out, `atRest` with its secrets masked. */
export type OutboxMessage = {
  readonly channel: OutboxChannel;
  readonly userId: string;
  readonly shown: JsonObject;
  readonly atRest: JsonObject;
};

export const ofMail = ({ userId, to, shown, atRest }: Mail): OutboxMessage => ({
  channel: 'email',
  userId,
  shown: { to, ...shown },
  atRest: { to, ...atRest },
});

export const ofText = ({ userId, to, shown, atRest }: Text): OutboxMessage => ({
  channel: 'sms',
  userId,
  shown: { to, text: shown },
  atRest: { to, text: atRest },
});

/** Only where a push would go is kept, not the keys that would let another push there. */
export const ofPush = ({ userId, to, notificationId, shown, atRest }: Push): OutboxMessage => {
  const where = { to: to.map(({ endpoint }) => endpoint), notificationId };
  return { channel: 'push', userId, shown: { ...where, ...shown }, atRest: { ...where, ...atRest } };
};
