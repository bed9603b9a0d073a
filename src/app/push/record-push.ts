import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { delivery as decider } from '../../domain/delivery';
import { deliveryStream } from '../../domain/delivery/delivery-id';
import { deliveryEvents } from '../../domain/delivery/events';
import { deliveryRefOf } from '../../domain/policies/deliveries-of';
import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import type { Writer } from '../commands/create-writer';
import { execute } from '../commands/execute';
import { readHistory } from '../commands/read-history';
import { retryConflicts } from '../commands/retry-conflicts';
import type { Request } from './notification-frame';

const IN_HAND = 256;

/** `isScheduled`: its delivery was ended by the inbox at its time; the push is a receipt then, else the success itself. */
export type TakenPush = { readonly request: Request; readonly isScheduled: boolean };

/** Writes down what sockets took, many at once, so that they share commits; pushing does not wait for it. */
export type PushRecorder = {
  readonly record: (push: TakenPush) => void;
  /** Resolves once there is room for one more. */
  readonly room: () => Promise<void>;
  readonly recorded: () => Promise<void>;
};

type Deps = {
  readonly journal: Journal;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The process's incarnation. */
  readonly by: string;
};

/**
 * A push whose recording fails for good is logged and left out: the notification is in the inbox all the same. A conflict
 * means that its delivery has come to another end meanwhile, or that it was recorded already.
 */
export const createPushRecorder = ({ journal, writer, clock, logger, by }: Deps): PushRecorder => {
  const inHand = new Set<Promise<void>>();

  const store = async ({ request, isScheduled }: TakenPush): Promise<void> => {
    const now = clock.now();
    const delivery = deliveryRefOf(request.event.data, 'websocket');
    const stream = deliveryStream(delivery.deliveryId);
    const cause = { id: request.id, actor: { kind: 'system', id: 'push' }, at: now } as const;
    const decision = {
      stream,
      decider,
      codecs: deliveryEvents,
      cause: { ...cause, correlationId: request.correlationId },
    };
    const receipt = {
      type: 'RecordReceipt',
      delivery,
      receiptId: 'socket',
      provider: 'socket',
      status: 'pushed',
    } as const;
    const success = { type: 'RecordInApp', delivery, provider: 'socket', by, now } as const;
    const stored = isScheduled
      ? await retryConflicts(
          execute(writer)({ ...decision, history: readHistory(journal, stream), command: receipt }),
        )()
      : await execute(writer)({ ...decision, history: TE.right([]), command: success })();
    if (E.isLeft(stored) && stored.left._tag !== 'Conflict')
      logger.warn('a push was not recorded', { why: stored.left._tag });
  };
  const track = (push: TakenPush): void => {
    const run = store(push).finally(() => inHand.delete(run));
    inHand.add(run);
  };
  return {
    record: track,
    room: async () => {
      while (inHand.size >= IN_HAND) await Promise.race(inHand);
    },
    recorded: async () => {
      await Promise.all(inHand);
    },
  };
};
