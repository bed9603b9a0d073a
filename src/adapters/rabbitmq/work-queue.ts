import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';
import type {
  ChunkQueue,
  ChunkWork,
  HandingOut,
  QueueLosses,
  QueueUnavailable,
  Work,
  WorkOutcome,
  WorkQueue,
} from '../../domain/ports/work-queue';
import { type Broker, type BrokerParts, openBroker } from './broker';
import { consume } from './consume';
import type { Handle } from './hands';
import { readMarker } from './marker';
import { bulkQueue, type BrokerNames, deliverQueue, markerQueue } from './names';
import { createPublish } from './publish';
import { waitingIn } from './waiting-in';
import { createWatched } from './watched';
import { chunkMessage, laterMessage, toChunkWork, toWork, workMessage } from './work-message';
import { workTopology } from './work-topology';

export type RabbitMqWorkQueueParts = BrokerParts & {
  readonly names: BrokerNames;
  /** How long work that was put off (`again`) rests before it is handed out again, in ms. */
  readonly pauseMillis: number;
};

export type RabbitMqWorkQueue = {
  readonly queue: WorkQueue;
  readonly chunks: ChunkQueue;
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
    <W extends Work | ChunkWork>(
      read: (body: Buffer) => W | undefined,
      handle: (work: W) => Promise<WorkOutcome>,
    ): Handle =>
    async ({ content }, queue) => {
      const work = read(content);
      if (work === undefined) {
        logger.warn('a work message is not readable and is dropped', { queue });
        return 'ack';
      }
      if ((await handle(work)) === 'done') return 'ack';
      // Aside instead of straight back: it would come at once, or keep a place from other work while it rests here.
      const putOff = await publish([laterMessage(queue, work, pauseMillis)])();
      return E.isRight(putOff) ? 'ack' : 'give-back';
    };
  const consumeFrom = async (queue: string, { concurrency, signal }: HandingOut, handle: Handle): Promise<void> =>
    consume(
      { link: broker.consuming, clock, ids, logger, resume: noPause },
      { queues: [queue], prefetch: concurrency, signal },
      handle,
    );
  const lost: QueueLosses = {
    count: losses.get,
    changed: async (since, signal) => {
      await losses.until((count) => count !== since, signal);
    },
  };
  const waiting = (queue: string): TE.TaskEither<QueueUnavailable, number> =>
    pipe(waitingIn(broker.consuming, clock, queue), TE.mapLeft(unavailable));

  return {
    queue: {
      publish: (work) => pipe(publish(work.map(workMessage(names))), TE.mapLeft(unavailable)),
      consume: async (options, handle) =>
        consumeFrom(deliverQueue(names, options.channel), options, handling(toWork, handle)),
      waiting: (channel) => waiting(deliverQueue(names, channel)),
      losses: lost,
    },
    chunks: {
      publish: (work) => pipe(publish(work.map(chunkMessage(names))), TE.mapLeft(unavailable)),
      consume: async (options, handle) => consumeFrom(bulkQueue(names), options, handling(toChunkWork, handle)),
      waiting: () => waiting(bulkQueue(names)),
      losses: lost,
    },
    connected: broker.connected,
    close: broker.close,
  };
};
