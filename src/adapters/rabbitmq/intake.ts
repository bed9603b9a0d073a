import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import type { InboundMessage, Intake, IntakeUnavailable, Verdict } from '../../domain/ports/intake';
import { type BrokerParts, openBroker } from './broker';
import { consume } from './consume';
import type { Outgoing } from './confirming';
import type { Settlement } from './hands';
import { parkedCopy, retryCopy, toInboundMessage } from './inbound';
import { intakeTopology } from './intake-topology';
import { type BrokerNames, eventQueue } from './names';
import { createPublish } from './publish';
import { untilAborted } from './until-aborted';

export type RabbitMqIntakeParts = BrokerParts & {
  readonly names: BrokerNames;
  /** Every event type that has a queue. */
  readonly eventTypes: ReadonlyArray<string>;
  /** How long a message waits before each of its retries, in ms (± 20 %). */
  readonly retryDelays: readonly [number, ...ReadonlyArray<number>];
};

const intakeUnavailable = (cause: unknown): IntakeUnavailable => ({ _tag: 'IntakeUnavailable', cause });

/** The platform's messages on RabbitMQ. It connects and declares in the background, and again whenever it has to. */
export const openRabbitMqIntake = (parts: RabbitMqIntakeParts): Intake => {
  const { names, eventTypes, retryDelays, clock, ids, logger } = parts;
  const broker = openBroker(parts, {
    topology: intakeTopology(names, eventTypes, retryDelays.length),
    greet: async () => undefined,
  });
  const publish = createPublish(broker.publishing, clock);

  /** The message itself is let go once the broker has its copy for good; else it comes again. */
  const replacedBy = async (copy: Outgoing): Promise<Settlement> =>
    E.isRight(await publish([copy])()) ? 'ack' : 'give-back';

  const settlementOf = async (message: InboundMessage, verdict: Verdict): Promise<Settlement> => {
    switch (verdict) {
      case 'stored':
        return 'ack';
      case 'retry':
        return replacedBy(retryCopy(names, message, retryDelays, ids.fraction()));
      case 'parked':
        return replacedBy(parkedCopy(names, message));
      case 'hold':
        return 'leave';
    }
  };

  return {
    consume: async ({ eventTypes: wanted, prefetch, signal, resume, handle }) =>
      consume(
        {
          link: broker.consuming,
          clock,
          ids,
          logger,
          resume: async () => {
            const resumed = new AbortController();
            await Promise.race([resume(), untilAborted(signal, resumed.signal)]).finally(() => resumed.abort());
          },
        },
        { queues: wanted.map((eventType) => eventQueue(names, eventType)), prefetch, signal },
        async (raw, queue) => {
          const message = toInboundMessage(names, raw, queue);
          return settlementOf(message, await handle(message));
        },
      ),
    connected: broker.connected,
    close: () => TE.tryCatch(broker.close, intakeUnavailable),
  };
};
