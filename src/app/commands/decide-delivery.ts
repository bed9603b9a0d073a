import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { delivery } from '../../domain/delivery';
import type { DeliveryCommand } from '../../domain/delivery/commands';
import { type DeliveryEvent, deliveryEvents } from '../../domain/delivery/events';
import type { DeliveryRejection } from '../../domain/delivery/rejections';
import type { Clock } from '../../domain/ports/clock';
import type { AppendFailure } from '../../domain/ports/journal';
import type { NotificationId } from '../../domain/shared/codecs';
import type { Actor } from '../../domain/shared/recorded';
import type { Writer } from './create-writer';
import { type Decided, execute } from './execute';
import type { LoadedDelivery } from './load-delivery';

export type DeliveryDeciding = {
  readonly writer: Writer;
  readonly clock: Clock;
  /** A delivery of a notification that has a secret came to its end. */
  readonly ended: (id: NotificationId) => void;
};

const finals: ReadonlyArray<DeliveryEvent['type']> = [
  'DeliveryAttemptSucceeded',
  'DeliveryExhausted',
  'DeliverySuppressed',
  'DeliveryAbandoned',
  'DeliveryOutcomeLearned',
];

/** One decision on a delivery as it was loaded. The cause's id makes the events' ids. */
export const decideDelivery =
  ({ writer, clock, ended }: DeliveryDeciding) =>
  (
    { stream, history, delivery: { notificationId }, request }: LoadedDelivery,
    command: DeliveryCommand,
    cause: { readonly id: string; readonly actor: Actor },
  ): TE.TaskEither<DeliveryRejection | AppendFailure, Decided<DeliveryEvent>> =>
  async () => {
    const decided = await execute(writer)({
      stream,
      history: TE.right(history),
      decider: delivery,
      codecs: deliveryEvents,
      command,
      cause: { ...cause, correlationId: notificationId, at: clock.now() },
    })();
    const isEnd = E.isRight(decided) && decided.right.events.some(({ type }) => finals.includes(type));
    if (isEnd && request.event.data.secrets !== null) ended(notificationId);
    return decided;
  };
