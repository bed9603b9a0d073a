import { randomUUID } from 'node:crypto';
import { samples, shapes } from '../platform-samples';

export type PlatformMessage = { readonly eventType: string; readonly messageId: string; readonly body: Buffer };

const turns = Object.entries(samples).flatMap(([eventType, sample]) =>
  Object.values(shapes).map((shape) => ({ eventType, sample, shape })),
);

/** One in so many is told once more, as several publishers of the platform do. */
const TWICE_EVERY = 10;

/** Each event type in each shape, with those that are told twice. */
export const oneRound = turns.length + Math.floor(turns.length / TWICE_EVERY);

/** Without end: round after round, a second later with each message, about one user after the other. */
export const platformMessages = function* (start: number, users: number): Generator<PlatformMessage> {
  for (let round = 0; ; round += 1)
    for (const [turn, { eventType, sample, shape }] of turns.entries()) {
      const n = round * turns.length + turn;
      const at = (seconds: number): string => new Date(start + (n + seconds) * 1000).toISOString();
      const payload = sample({ userId: `u-${n % users}`, n, at });
      const body = shape({ eventType, eventId: randomUUID(), timestamp: at(0), payload });
      const message = { eventType, messageId: randomUUID(), body: Buffer.from(JSON.stringify(body)) };
      yield message;
      if (n % TWICE_EVERY === TWICE_EVERY - 1) yield message;
    }
};
