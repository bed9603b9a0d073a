import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { DeliveryRef } from '../../domain/delivery/commands';
import type { DeliveryEvent } from '../../domain/delivery/events';
import { outcomeUnknown } from '../../domain/delivery/outcome-unknown';
import type { NotificationRequested } from '../../domain/notification/events';
import { channelStatusAfter, firstChannelStatus } from '../../domain/notification/status';
import { deliveriesOf } from '../../domain/policies/deliveries-of';
import type { Instant } from '../../domain/shared/codecs';
import type { Recorded } from '../../domain/shared/recorded';
import type { Change } from '../../domain/shared/view';
import { existingRow } from '../decode-row';
import { deliveryEventTypes, isDeliveryEvent } from '../event-types';
import { ofUser } from '../partitions';
import type { Projection, ProjectionDefect, Rows } from '../projection';
import { putRow } from '../put-row';
import { type AttemptRow, deliveriesView, deliveryKey, DeliveryRow } from './row';
import { storedDelivery } from './stored-deliveries';

const put = (row: DeliveryRow): Change => putRow(deliveryKey(row.deliveryId), row, []);

const firstRow = (
  { deliveryId, notificationId, userId, channel }: DeliveryRef,
  due: Instant,
  at: Instant,
): DeliveryRow => ({
  ...{ deliveryId, notificationId, userId, channel },
  ...{ status: firstChannelStatus(channel, due, at), round: 1, why: null },
  nextTryAt: due > at ? due : null,
  attempts: [],
});

type Attempted = Extract<
  DeliveryEvent,
  { readonly type: 'DeliveryAttemptSucceeded' | 'DeliveryAttemptFailed' | 'DeliveryOutcomeLearned' }
>;

const outcomeOf = (event: Attempted): Pick<AttemptRow, 'outcome' | 'reason' | 'lasting'> => {
  switch (event.type) {
    case 'DeliveryAttemptSucceeded':
      return { outcome: 'succeeded', reason: null, lasting: false };
    case 'DeliveryAttemptFailed': {
      const { reason, lasting } = event.data;
      return { outcome: reason === outcomeUnknown ? 'unknown' : 'failed', reason, lasting };
    }
    case 'DeliveryOutcomeLearned':
      return { outcome: event.data.outcome, reason: event.data.reason, lasting: false };
  }
};

const ended = (attempts: DeliveryRow['attempts'], event: Attempted, at: Instant): DeliveryRow['attempts'] =>
  attempts.map((attempt) =>
    attempt.number === event.data.number
      ? { ...attempt, ...outcomeOf(event), endedAt: attempt.endedAt ?? at }
      : attempt,
  );

type Next = Partial<Pick<DeliveryRow, 'why' | 'nextTryAt' | 'attempts' | 'round'>>;

const next = ({ attempts }: DeliveryRow, event: DeliveryEvent, at: Instant): Next => {
  switch (event.type) {
    case 'DeliverySuppressed':
    case 'DeliveryExhausted':
    case 'DeliveryAbandoned':
      return { why: event.data.why, nextTryAt: null };
    case 'DeliveryDeferred':
      return { why: event.data.why, nextTryAt: event.data.until };
    case 'DeliveryAttemptStarted': {
      const { number, provider } = event.data;
      const open = {
        number,
        provider,
        startedAt: at,
        endedAt: null,
        outcome: 'open',
        reason: null,
        lasting: false,
      } as const;
      return { why: null, nextTryAt: null, attempts: [...attempts, open] };
    }
    case 'DeliveryAttemptSucceeded':
      return { why: null, nextTryAt: null, attempts: ended(attempts, event, at) };
    case 'DeliveryAttemptFailed':
      return { why: event.data.reason, nextTryAt: event.data.nextTryAt, attempts: ended(attempts, event, at) };
    case 'DeliveryOutcomeLearned':
      return {
        ...(event.data.outcome === 'succeeded' ? { why: null, nextTryAt: null } : {}),
        attempts: ended(attempts, event, at),
      };
    case 'DeliveryReceiptReceived':
      return {};
    case 'DeliveryRetryOrdered':
      return { why: null, nextTryAt: null, round: event.data.round };
  }
};

const requested = ({ event, at }: Recorded<NotificationRequested>): ReadonlyArray<Change> =>
  deliveriesOf(event.data, at).flatMap(({ delivery, due }) =>
    due === undefined ? [] : [put(firstRow(delivery, due, at))],
  );

const rowBefore = ({ data }: DeliveryEvent, rows: Rows): E.Either<ProjectionDefect, DeliveryRow> => {
  const key = deliveryKey(data.deliveryId);
  return data.channel === 'websocket' && rows.get(key) === undefined
    ? E.right(storedDelivery(data))
    : existingRow(DeliveryRow, rows, key);
};

/**
 * Every delivery's history, attempt by attempt. One that was over when its request was stored has a row only once something
 * happens to it: of many told in their inboxes alone, nothing is written here.
 */
export const deliveries: Projection = {
  ...deliveriesView,
  split: { ofEvent: ofUser, ofKey: () => undefined, ofIndex: () => undefined },
  handles: ['NotificationRequested', ...deliveryEventTypes],
  needs: ({ event }) => (isDeliveryEvent(event) ? [deliveryKey(event.data.deliveryId)] : []),
  apply: (recorded, rows) => {
    const { event, at } = recorded;
    if (event.type === 'NotificationRequested') return E.right(requested({ ...recorded, event }));
    if (!isDeliveryEvent(event)) return E.right([]);
    return pipe(
      rowBefore(event, rows),
      E.map((row) => [put({ ...row, status: channelStatusAfter(row.status, event), ...next(row, event, at) })]),
    );
  },
};
