import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../adapters/embedded/journal/open-embedded-journal';
import type { Clock } from '../../domain/ports/clock';
import { planWriters } from './journal-workload';
import { rateOf } from './rate-of';

export type BareIntake = {
  readonly folder: string;
  readonly clock: Clock;
  readonly brokerUrl: string;
  readonly prefetch: number;
  readonly bodies: ReadonlyArray<string>;
};

const QUEUE = 'ledger-bench.bare';

/**
 * Events a second of a consumer with nothing around it: one durable append of an event of the usual size to a stream of
 * its own for each message, as many in hand as the ledger has, then the acknowledgement.
 */
export const bareIntakeRate = async ({ folder, clock, brokerUrl, prefetch, bodies }: BareIntake): Promise<number> => {
  const dataDir = await mkdtemp(join(folder, 'intake-bench-'));
  const opened = await openEmbeddedJournal({ dataDir, clock })();
  if (E.isLeft(opened)) throw new Error('the journal of the benchmark does not open', { cause: opened.left });
  const { journal, close } = opened.right;
  const connection = await connect(brokerUrl);
  const channel = await connection.createConfirmChannel();
  const [event] = planWriters(64)[0] ?? [];
  if (event === undefined) throw new Error('there is no event to append');
  try {
    await channel.assertQueue(QUEUE, { durable: true, arguments: { 'x-queue-mode': 'lazy' } });
    for (const body of bodies) channel.sendToQueue(QUEUE, Buffer.from(body), { persistent: true });
    await channel.waitForConfirms();
    await channel.prefetch(prefetch);
    let left = bodies.length;
    return await rateOf(bodies.length, async () => {
      await new Promise<void>((resolve, reject) => {
        const take = async (message: Parameters<Parameters<typeof channel.consume>[1]>[0]): Promise<void> => {
          if (message === null) return;
          JSON.parse(message.content.toString());
          const id = randomUUID();
          const appended = await journal.append(`notification-${id}`, 'no-stream', [{ ...event.event, id }])();
          if (E.isLeft(appended)) throw new Error('an append of the benchmark failed', { cause: appended.left });
          channel.ack(message);
          left -= 1;
          if (left === 0) resolve();
        };
        channel.consume(QUEUE, (message) => void take(message).catch(reject)).catch(reject);
      });
    });
  } finally {
    await channel.deleteQueue(QUEUE);
    await connection.close();
    await close();
    await rm(dataDir, { recursive: true });
  }
};
