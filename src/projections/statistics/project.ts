import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { DeliveryEvent } from '../../domain/delivery/events';
import type { NotificationEvent, NotificationRequested } from '../../domain/notification/events';
import { channelStatusAfter, firstChannelStatus } from '../../domain/notification/status';
import { deliveriesOf } from '../../domain/policies/deliveries-of';
import type { Instant } from '../../domain/shared/codecs';
import type { Change } from '../../domain/shared/view';
import { possibleRow } from '../decode-row';
import { deliveryEventTypes, isDeliveryEvent } from '../event-types';
import type { Folded, Projection, Rows } from '../projection';
import { putRow } from '../put-row';
import { recounted } from './count';
import {
  noTotals,
  statisticsView,
  totalsKey,
  TotalsRow,
  typeKey,
  TypeRow,
  typesAtMost,
  typesIndex,
  unsettledKey,
  UnsettledRow,
} from './row';

type Later =
  DeliveryEvent | Extract<NotificationEvent, { readonly type: 'NotificationCancelled' | 'NotificationExpired' }>;

/** What was delivered stays so, and what is delivered whole can't be called off: nothing counts it anew. */
const isSettled = ({ channels }: UnsettledRow): boolean => channels.every(({ status }) => status === 'succeeded');

const keep = (id: string, row: UnsettledRow): Change => {
  const key = unsettledKey(id);
  return isSettled(row) ? { kind: 'remove', ...key } : putRow(key, row, []);
};

const firstRow = ({ data }: NotificationRequested, at: Instant): UnsettledRow => ({
  channels: deliveriesOf(data, at).map(({ delivery: { channel }, due }) => ({
    channel,
    status: firstChannelStatus(channel, due, at),
  })),
  cancelled: false,
  expired: false,
});

/** Counts the type in its row, or among the others where there is no room for another row. */
const countType = (
  totals: TotalsRow,
  known: TypeRow | undefined,
  type: string,
): { readonly totals: TotalsRow; readonly changes: ReadonlyArray<Change> } => {
  if (known === undefined && totals.types >= typesAtMost)
    return { totals: { ...totals, otherTypes: totals.otherTypes + 1 }, changes: [] };
  const row: TypeRow = { type, count: (known?.count ?? 0) + 1 };
  return {
    totals: known === undefined ? { ...totals, types: totals.types + 1 } : totals,
    changes: [putRow(typeKey(type), row, [{ index: typesIndex, sort: '' }])],
  };
};

const requested = (event: NotificationRequested, at: Instant, rows: Rows): Folded => {
  const before = possibleRow(TotalsRow, rows, totalsKey);
  if (E.isLeft(before)) return before;
  const known = possibleRow(TypeRow, rows, typeKey(event.data.type));
  if (E.isLeft(known)) return known;
  const row = firstRow(event, at);
  const counted = recounted(before.right ?? noTotals, undefined, row);
  const { totals, changes } = countType(counted, known.right, event.data.type);
  const counts = [putRow(totalsKey, totals, []), ...changes];
  return E.right(isSettled(row) ? counts : [...counts, keep(event.data.notificationId, row)]);
};

const rowAfter = (row: UnsettledRow, event: Later): UnsettledRow => {
  if (event.type === 'NotificationCancelled') return { ...row, cancelled: true };
  if (event.type === 'NotificationExpired') return { ...row, expired: true };
  const channels = row.channels.map((one) =>
    one.channel === event.data.channel ? { ...one, status: channelStatusAfter(one.status, event) } : one,
  );
  return { ...row, channels };
};

const isSame = (one: UnsettledRow, other: UnsettledRow): boolean =>
  one.cancelled === other.cancelled &&
  one.expired === other.expired &&
  one.channels.every(({ status }, index) => status === other.channels[index]?.status);

const later = (event: Later, rows: Rows): Folded => {
  const id = event.data.notificationId;
  return pipe(
    E.Do,
    E.apS('totals', possibleRow(TotalsRow, rows, totalsKey)),
    E.apS('row', possibleRow(UnsettledRow, rows, unsettledKey(id))),
    E.map(({ totals, row }) => {
      if (row === undefined) return [];
      const after = rowAfter(row, event);
      if (isSame(row, after)) return [];
      return [putRow(totalsKey, recounted(totals ?? noTotals, row, after), []), keep(id, after)];
    }),
  );
};

const isLater = (type: string): boolean => type === 'NotificationCancelled' || type === 'NotificationExpired';

/** How many notifications stand how, by channel and type. The counters move with the checkpoint: no event counts twice. */
export const statistics: Projection = {
  ...statisticsView,
  handles: ['NotificationRequested', 'NotificationCancelled', 'NotificationExpired', ...deliveryEventTypes],
  needs: ({ event }) => {
    if (event.type === 'NotificationRequested') return [totalsKey, typeKey(event.data.type)];
    if (!isDeliveryEvent(event) && !isLater(event.type)) return [];
    return 'notificationId' in event.data ? [totalsKey, unsettledKey(event.data.notificationId)] : [];
  },
  apply: ({ event, at }, rows) => {
    switch (event.type) {
      case 'NotificationRequested':
        return requested(event, at, rows);
      case 'NotificationCancelled':
      case 'NotificationExpired':
        return later(event, rows);
      default:
        return isDeliveryEvent(event) ? later(event, rows) : E.right([]);
    }
  },
};
