import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';
import type { QueueUnavailable, Work, WorkOutcome, WorkQueue } from '../../domain/ports/work-queue';
import { type Broker, type BrokerParts, openBroker } from './broker';
import { consume } from './consume';
import type { Handle } from './hands';
import { readMarker } from './marker';
import { type BrokerNames, deliverQueue, markerQueue } from './names';
import { createPublish } from './publish';
import { waitingIn } from './waiting-in';
import { createWatched } from './watched';
import { laterMessage, toWork, workMessage } from './work-message';
import { workTopology } from './work-topology';

export type RabbitMqWorkQueueParts = BrokerParts & {
  readonly names: BrokerNames;
  /** How long work that was put off (`again`) rests before it is handed out again, in ms. */
  readonly pauseMillis: number;
};

export type RabbitMqWorkQueue = {
  readonly queue: WorkQueue;
  readonly connected: Broker['connected'];
  readonly close: Broker['close'];
};

const unavailable = ({ cause }: { readonly cause: unknown }): QueueUnavailable => ({ _tag: 'QueueUnavailable', cause });
const noPause = async (): Promise<void> => undefined;

/** Work in priority queues of RabbitMQ. It connects in the background; until it is connected, calls wait a while and then fail. */
export const openRabbitMqWorkQueue = (parts: RabbitMqWorkQueueParts): RabbitMqWorkQueue => {
  const { names, pauseMillis, clock, ids, logger } = parts;
  const losses = createWatched(0);
  let marker: string | undefined;
  const broker = openBroker(parts, {
    topology: workTopology(names),
    greet: async (model) => {
      const found = await readMarker(model, markerQueue(names), ids.random());
      if (marker !== undefined && found !== marker) {
        logger.warn('the broker has lost its data');
        losses.set(losses.get() + 1);
      }
      marker = found;
    },
  });
  const publish = createPublish(broker.publishing, clock);

  const handling =
    (handle: (work: Work) => Promise<WorkOutcome>): Handle =>
    async ({ content }, queue) => {
      const work = toWork(content);
      if (work === undefined) {
        logger.warn('a work message is not readable and is dropped', { queue });
        return 'ack';
      }
      if ((await handle(work)) === 'done') return 'ack';
      // Aside instead of straight back: it would come at once, or keep a place from other work while it rests here.
      const putOff = await publish([laterMessage(queue, work, pauseMillis)])();
      return E.isRight(putOff) ? 'ack' : 'give-back';
    };

  return {
    queue: {
      publish: (work) => pipe(publish(work.map(workMessage(names))), TE.mapLeft(unavailable)),
      consume: async ({ channel, concurrency, signal }, handle) =>
        consume(
          { link: broker.consuming, clock, ids, logger, resume: noPause },
          { queues: [deliverQueue(names, channel)], prefetch: concurrency, signal },
          handling(handle),
        ),
      waiting: (channel) =>
        pipe(waitingIn(broker.consuming, clock, deliverQueue(names, channel)), TE.mapLeft(unavailable)),
      losses: {
        count: losses.get,
        changed: async (since, signal) => {
          await losses.until((count) => count !== since, signal);
        },
      },
    },
    connected: broker.connected,
    close: broker.close,
  };
};
