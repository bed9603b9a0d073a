import { type NotificationStatus, notificationStatus } from '../../domain/notification/status';
import type { ChannelCounts, NotificationCounts, TotalsRow, UnsettledRow } from './row';

const statusOf = ({ channels, ...flags }: UnsettledRow): NotificationStatus =>
  notificationStatus({ ...flags, channels: channels.map(({ status }) => status) });

const added = <K extends string>(counts: Readonly<Record<K, number>>, key: K, change: number): Record<K, number> => ({
  ...counts,
  [key]: counts[key] + change,
});

/** Counts a notification as it stands, or takes it out again. */
const counted = (totals: TotalsRow, row: UnsettledRow, change: 1 | -1): TotalsRow => {
  const notifications: NotificationCounts = added(totals.notifications, statusOf(row), change);
  const channels = row.channels.reduce<TotalsRow['channels']>((counts, { channel, status }) => {
    const ofChannel: ChannelCounts = added(counts[channel], status, change);
    return { ...counts, [channel]: ofChannel };
  }, totals.channels);
  return { ...totals, notifications, channels };
};

/** The totals once a notification stands as `after` and no longer as `before`; undefined: it is new. */
export const recounted = (totals: TotalsRow, before: UnsettledRow | undefined, after: UnsettledRow): TotalsRow =>
  counted(before === undefined ? totals : counted(totals, before, -1), after, 1);
