import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { DeliveryEvent } from '../../domain/delivery/events';
import type { NotificationRequested } from '../../domain/notification/events';
import { deliveriesOf } from '../../domain/policies/deliveries-of';
import type { Instant } from '../../domain/shared/codecs';
import type { Recorded } from '../../domain/shared/recorded';
import type { Change, IndexEntry } from '../../domain/shared/view';
import { existingRow } from '../decode-row';
import { deliveryEventTypes, isDeliveryEvent } from '../event-types';
import type { Folded, Projection, Rows } from '../projection';
import { putRow } from '../put-row';
import { sortByTime } from '../sort';
import {
  dueIndex,
  expiringIndex,
  outstandingKey,
  OutstandingRow,
  outstandingView,
  retryingIndex,
  startedIndex,
} from './row';

const listsOf = ({ state, retrying, due, expiresAt, priority, ...row }: OutstandingRow): ReadonlyArray<IndexEntry> => {
  if (state === 'settled') return [];
  const position = BigInt(row.position);
  const sort = sortByTime(due, position);
  const isDue = { index: dueIndex(priority), sort };
  if (state === 'started') return [isDue, { index: startedIndex, sort }];
  return [
    isDue,
    ...(retrying ? [{ index: retryingIndex, sort }] : []),
    ...(expiresAt === null ? [] : [{ index: expiringIndex, sort: sortByTime(expiresAt, position) }]),
  ];
};

const put = (row: OutstandingRow): Change => putRow(outstandingKey(row.deliveryId), row, listsOf(row));

const requested = ({ event, at, position }: Recorded<NotificationRequested>): ReadonlyArray<Change> =>
  deliveriesOf(event.data, at).flatMap(({ delivery, due }) => {
    if (due === undefined) return [];
    const { priority, expiresAt } = event.data;
    const untried = { state: 'waiting', by: null, attempts: 0, reason: null, retrying: false } as const;
    return [put({ ...delivery, priority, due, ...untried, expiresAt, position: position.toString() })];
  });

/** The outcome of an attempt that is still open has to come, even where the delivery has ended meanwhile. */
const endedMeanwhile = (row: OutstandingRow): OutstandingRow =>
  row.state === 'started' ? row : { ...row, state: 'settled', retrying: false };

const after = (row: OutstandingRow, event: DeliveryEvent, at: Instant): OutstandingRow => {
  switch (event.type) {
    case 'DeliveryAttemptStarted': {
      const { by, until, number } = event.data;
      return { ...row, state: 'started', due: until, by, attempts: number, retrying: false };
    }
    case 'DeliveryAttemptSucceeded':
      return { ...row, state: 'settled', by: null };
    case 'DeliveryAttemptFailed': {
      const { reason, nextTryAt } = event.data;
      if (nextTryAt === null) return { ...row, state: 'settled', by: null, reason };
      return { ...row, state: 'waiting', due: nextTryAt, by: null, reason, retrying: true };
    }
    case 'DeliveryDeferred':
      return { ...row, state: 'waiting', due: event.data.until, reason: event.data.why, retrying: false };
    case 'DeliveryRetryOrdered':
      return { ...row, state: 'waiting', due: at, retrying: true };
    case 'DeliveryOutcomeLearned':
      return event.data.outcome === 'succeeded' ? endedMeanwhile(row) : row;
    case 'DeliverySuppressed':
    case 'DeliveryExhausted':
    case 'DeliveryAbandoned':
      return endedMeanwhile(row);
    case 'DeliveryReceiptReceived':
      return row;
  }
};

const delivered = (event: DeliveryEvent, at: Instant, rows: Rows): Folded => {
  const key = outstandingKey(event.data.deliveryId);
  // An in-app notification that is not scheduled was delivered by being stored: it never was outstanding.
  if (event.data.channel === 'websocket' && rows.get(key) === undefined) return E.right([]);
  return pipe(
    existingRow(OutstandingRow, rows, key),
    E.map((row) => [put(after(row, event, at))]),
  );
};

/** What must still be delivered, and when its next step is due. */
export const outstanding: Projection = {
  ...outstandingView,
  handles: ['NotificationRequested', ...deliveryEventTypes],
  needs: ({ event }) => (isDeliveryEvent(event) ? [outstandingKey(event.data.deliveryId)] : []),
  apply: (recorded, rows) => {
    const { event, at } = recorded;
    if (event.type === 'NotificationRequested') return E.right(requested({ ...recorded, event }));
    return isDeliveryEvent(event) ? delivered(event, at, rows) : E.right([]);
  },
};
