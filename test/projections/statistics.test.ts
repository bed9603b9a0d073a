import * as fc from 'fast-check';
import type { DomainEvent } from '../../src/domain/events';
import { notificationStatus } from '../../src/domain/notification/status';
import type { NotificationId } from '../../src/domain/shared/codecs';
import type { Recorded } from '../../src/domain/shared/recorded';
import type { Row } from '../../src/domain/shared/view';
import { inbox } from '../../src/projections/inbox/project';
import type { InboxRow } from '../../src/projections/inbox/row';
import { statistics } from '../../src/projections/statistics/project';
import { noTotals, type TotalsRow, typesAtMost } from '../../src/projections/statistics/row';
import { exhausted, failed, receipt, retryOrdered, started, succeeded } from '../support/delivery-facts';
import { foldedRows } from '../support/folded-rows';
import { histories, recordedAll, type Told } from '../support/histories';
import { cancelled, requested } from '../support/notification-facts';
import { at } from '../support/vocabulary';

const rowsIn = (rows: ReadonlyArray<Row>, table: string) => rows.filter((row) => row.table === table);
const totalsIn = (rows: ReadonlyArray<Row>): TotalsRow =>
  (rowsIn(rows, 'totals')[0]?.value as unknown as TotalsRow | undefined) ?? noTotals;
const typesIn = (rows: ReadonlyArray<Row>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(rowsIn(rows, 'type').map(({ key, value }) => [key, value['count']]));
const rowsAfter = (...events: ReadonlyArray<DomainEvent>) =>
  foldedRows(statistics, recordedAll(events.map((event) => ({ stream: 'notification-n-1', event }))));

/** The same counts, made from what the inbox shows of each notification. */
const countedFromInbox = (events: ReadonlyArray<Recorded<DomainEvent>>): TotalsRow => {
  // Not structuredClone, which would keep the four channels one and the same object.
  const counts = JSON.parse(JSON.stringify(noTotals)) as {
    notifications: Record<string, number>;
    channels: Record<string, Record<string, number>>;
  };
  const types = new Set<string>();
  const add = (record: Record<string, number>, key: string): void => {
    record[key] = (record[key] ?? 0) + 1;
  };
  for (const { value } of foldedRows(inbox, events)) {
    const row = value as unknown as InboxRow;
    const facts = { cancelled: row.cancelledAt !== null, expired: row.expiredAt !== null };
    add(counts.notifications, notificationStatus({ ...facts, channels: row.channels.map(({ status }) => status) }));
    for (const { channel, status } of row.channels) add(counts.channels[channel] ?? {}, status);
    types.add(row.type);
  }
  return { ...(counts as unknown as TotalsRow), types: types.size, otherTypes: 0 };
};

/** Nobody calls off what was delivered whole: a cancellation of it is left out. */
const possible = (told: ReadonlyArray<Told>): ReadonlyArray<Told> =>
  told.filter(({ event }, index) => {
    if (event.type !== 'NotificationCancelled') return true;
    const before = foldedRows(inbox, recordedAll(told.slice(0, index)));
    const row = before.find(({ key }) => key === event.data.notificationId)?.value as unknown as InboxRow;
    return row.channels.some(({ status }) => status !== 'succeeded');
  });

it('agree with what the inbox shows of each notification, whatever happened', () => {
  fc.assert(
    fc.property(histories, (told) => {
      const events = recordedAll(possible(told));
      expect(totalsIn(foldedRows(statistics, events, 5))).toStrictEqual(countedFromInbox(events));
    }),
  );
});

it('follow a notification from status to status', () => {
  const story = [requested(), started(1), failed(1, null), exhausted('attempts')];
  expect(totalsIn(rowsAfter(...story))).toMatchObject({
    notifications: { ...noTotals.notifications, 'partly-failed': 1 },
    channels: { websocket: { succeeded: 1 }, email: { failed: 1 } },
  });
  expect(totalsIn(rowsAfter(...story, retryOrdered(2)))).toMatchObject({
    notifications: { ...noTotals.notifications, requested: 1 },
    channels: { email: { retrying: 1, failed: 0 } },
  });
  expect(totalsIn(rowsAfter(requested({ sendAt: at(60) }), cancelled)).notifications).toStrictEqual({
    ...noTotals.notifications,
    cancelled: 1,
  });
});

it('keep no row of what was delivered whole, whatever is said of it afterwards', () => {
  const rows = rowsAfter(requested(), started(1), succeeded(1), receipt('r-1'));
  expect(rowsIn(rows, 'unsettled')).toStrictEqual([]);
  expect(totalsIn(rows).notifications).toStrictEqual({ ...noTotals.notifications, completed: 1 });
  expect(rowsIn(rowsAfter(requested({ channels: ['websocket'] })), 'unsettled')).toStrictEqual([]);
});

it('count each type by itself, and together those for which there is no room', () => {
  const events = Array.from({ length: typesAtMost + 3 }, (_, n) =>
    requested({
      notificationId: `n-${String(n)}` as NotificationId,
      type: `type-${String(n % (typesAtMost + 2))}`,
      channels: ['websocket'],
    }),
  );
  const rows = rowsAfter(...events);
  expect(Object.keys(typesIn(rows))).toHaveLength(typesAtMost);
  expect(typesIn(rows)).toMatchObject({ 'type-0': 2, 'type-1': 1 });
  expect(totalsIn(rows)).toMatchObject({ types: typesAtMost, otherTypes: 2 });
});
