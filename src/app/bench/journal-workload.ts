import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../domain/shared/stored-event';

export const WRITERS = 64;
const EVENTS_OF_A_STREAM = 10;

/** What one writer appends, one event after the other: streams of ten events of about 440 bytes. */
export type WriterPlan = ReadonlyArray<{
  readonly stream: string;
  readonly revision: number;
  readonly event: NewEvent;
}>;

const event = (stream: string): NewEvent => ({
  id: randomUUID(),
  type: 'DeliveryAttemptStarted',
  data: {
    notificationId: stream,
    number: 1,
    provider: 'smtp',
    by: randomUUID(),
    until: '2024-05-01T10:00:30.000Z',
    personal: { v: 1, kid: 'recipient', iv: 'AAAAAAAAAAAAAAAA', ct: 'A'.repeat(80) },
  },
  metadata: {
    $correlationId: randomUUID(),
    $causationId: randomUUID(),
    actor: { kind: 'system', id: 'delivery' },
    at: '2024-05-01T10:00:00.000Z',
    v: 1,
  },
});

/** One plan for each of the writers, `count` events together. */
export const planWriters = (count: number): ReadonlyArray<WriterPlan> =>
  Array.from({ length: WRITERS }, () => {
    let stream = '';
    return Array.from({ length: Math.floor(count / WRITERS) }, (_, index) => {
      const revision = index % EVENTS_OF_A_STREAM;
      if (revision === 0) stream = `delivery-${randomUUID()}.email`;
      return { stream, revision, event: event(stream) };
    });
  });
