import * as t from 'io-ts';
import { Channel, Whole } from '../../domain/shared/codecs';
import type { RowKey, ViewId } from '../../domain/shared/view';
import { ChannelStatus } from '../../domain/notification/status';

export const statisticsView: ViewId = { name: 'statistics', version: 1 };

/** More types than that are counted together: whoever makes up a type for each request makes no row for each. */
export const typesAtMost = 1_000;

const NotificationCounts = t.strict(
  { requested: Whole, completed: Whole, 'partly-failed': Whole, failed: Whole, cancelled: Whole, expired: Whole },
  'NotificationCounts',
);
export type NotificationCounts = t.TypeOf<typeof NotificationCounts>;

const ChannelCounts = t.strict(
  { pending: Whole, deferred: Whole, retrying: Whole, succeeded: Whole, failed: Whole, suppressed: Whole },
  'ChannelCounts',
);
export type ChannelCounts = t.TypeOf<typeof ChannelCounts>;

/** Everything that was ever requested, by how it stands. One row, rewritten once for each run of events. */
export const TotalsRow = t.strict(
  {
    notifications: NotificationCounts,
    channels: t.strict({ websocket: ChannelCounts, email: ChannelCounts, sms: ChannelCounts, push: ChannelCounts }),
    /** How many types have a row, and how many notifications have none of these types. */
    types: Whole,
    otherTypes: Whole,
  },
  'TotalsRow',
);
export type TotalsRow = t.TypeOf<typeof TotalsRow>;

const none: NotificationCounts = {
  requested: 0,
  completed: 0,
  'partly-failed': 0,
  failed: 0,
  cancelled: 0,
  expired: 0,
};
const noneOf: ChannelCounts = { pending: 0, deferred: 0, retrying: 0, succeeded: 0, failed: 0, suppressed: 0 };
export const noTotals: TotalsRow = {
  notifications: none,
  channels: { websocket: noneOf, email: noneOf, sms: noneOf, push: noneOf },
  types: 0,
  otherTypes: 0,
};

export const TypeRow = t.strict({ type: t.string, count: Whole }, 'TypeRow');
export type TypeRow = t.TypeOf<typeof TypeRow>;

/** How a notification is counted now. It is kept while that can change: once all channels have succeeded it goes. */
export const UnsettledRow = t.strict(
  {
    channels: t.readonlyArray(t.strict({ channel: Channel, status: ChannelStatus })),
    cancelled: t.boolean,
    expired: t.boolean,
  },
  'UnsettledRow',
);
export type UnsettledRow = t.TypeOf<typeof UnsettledRow>;

export const totalsKey: RowKey = { table: 'totals', key: 'all' };
export const typeKey = (type: string): RowKey => ({ table: 'type', key: type });
export const unsettledKey = (id: string): RowKey => ({ table: 'unsettled', key: id });
/** Every type that has a row. */
export const typesIndex = 'types';
