import {
  createEmbeddedChunkQueue,
  createEmbeddedWorkQueue,
} from '../../adapters/embedded/work-queue/create-embedded-work-queue';
import type { BrokerWatch } from '../../adapters/rabbitmq/broker';
import { openRabbitMqIntake } from '../../adapters/rabbitmq/intake';
import { platformNames } from '../../adapters/rabbitmq/names';
import { openRabbitMqWorkQueue } from '../../adapters/rabbitmq/work-queue';
import { brokerCause } from '../../domain/operations/cause';
import { platformEvents } from '../../domain/platform/platform-events';
import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Intake } from '../../domain/ports/intake';
import type { Logger } from '../../domain/ports/logger';
import type { ChunkQueue, WorkQueue } from '../../domain/ports/work-queue';
import type { Alerts } from '../alerts/create-alerts';
import type { Config } from './config';

export type MessagingParts = {
  readonly config: Config;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly alerts: Pick<Alerts, 'raise' | 'clear'>;
};

/** What carries work, and what brings the platform's messages; without a broker none come. */
export type Messaging = {
  readonly queue: WorkQueue;
  readonly chunks: ChunkQueue;
  readonly intake: Intake | undefined;
  readonly close: () => Promise<void>;
};

const QUEUE_PAUSE_MILLIS = 250;
/** The broker's side of a ledger that is told not to try again: the waiting room exists, and stays empty. */
const unusedDelay = 1_000;

/** Queue and intake have connections of their own: the broker is back when both of them say so. */
const createWatch = ({ alerts }: MessagingParts): (() => BrokerWatch) => {
  const away = new Set<object>();
  return () => {
    const self = {};
    return {
      connected: () => {
        away.delete(self);
        if (away.size === 0) alerts.clear(brokerCause);
      },
      lost: () => {
        away.add(self);
        alerts.raise(brokerCause, 0n);
      },
      differs: () => undefined,
    };
  };
};

/** RabbitMQ where it is configured, else a queue in this process. It connects in the background. */
export const openMessaging = (parts: MessagingParts): Messaging => {
  const { config, clock, ids, logger } = parts;
  const { AMQP_URL: url, RETRY_DELAYS } = config;
  if (url === undefined) {
    const embedded = { clock, pauseMillis: QUEUE_PAUSE_MILLIS };
    const [queue, chunks] = [createEmbeddedWorkQueue(embedded), createEmbeddedChunkQueue(embedded)];
    return { queue, chunks, intake: undefined, close: async () => undefined };
  }
  const watch = createWatch(parts);
  const broker = { url, names: platformNames, clock, ids, logger };
  const work = openRabbitMqWorkQueue({ ...broker, watch: watch(), pauseMillis: QUEUE_PAUSE_MILLIS });
  const [first = unusedDelay, ...others] = RETRY_DELAYS;
  const intake = openRabbitMqIntake({
    ...broker,
    watch: watch(),
    eventTypes: platformEvents.map(({ eventType }) => eventType),
    retryDelays: [first, ...others],
  });
  return {
    queue: work.queue,
    chunks: work.chunks,
    intake,
    close: async () => {
      await Promise.all([work.close(), intake.close()()]);
    },
  };
};
