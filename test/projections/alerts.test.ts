import type { DomainEvent } from '../../src/domain/events';
import { alerts } from '../../src/projections/alerts/project';
import { AlertRow, openIndex } from '../../src/projections/alerts/row';
import { foldedRows, listed } from '../support/folded-rows';
import { recordedAll } from '../support/histories';
import { cleared, operationsOf, raised } from '../support/inbound-facts';
import { at } from '../support/vocabulary';

const rowsAfter = (...events: ReadonlyArray<DomainEvent>) =>
  foldedRows(alerts, recordedAll(events.map((event) => ({ stream: operationsOf, event }))));

const row = {
  cause: 'parked:device.stopped:undecodable',
  alertId: 'a-1',
  kind: 'parked',
  subject: 'device.stopped',
  reason: 'undecodable',
  raisedAt: at(0),
  clearedAt: null,
};

describe('an alert', () => {
  it('is open from when it was raised, under the name of its cause', () => {
    const rows = rowsAfter(raised('a-1'));
    expect(rows.map(({ key, value }) => [key, value])).toStrictEqual([[row.cause, row]]);
    expect(AlertRow.is(rows[0]?.value)).toBe(true);
    expect(listed(rows, openIndex)).toStrictEqual([row.cause]);
  });

  it('is not open once it is cleared, and can still be found', () => {
    const rows = rowsAfter(raised('a-1'), cleared('a-1'));
    expect(rows.map(({ value }) => value)).toStrictEqual([{ ...row, clearedAt: at(1) }]);
    expect(listed(rows, openIndex)).toStrictEqual([]);
  });

  it('that follows another of its cause takes its place', () => {
    const rows = rowsAfter(raised('a-1'), cleared('a-1'), raised('a-2'));
    expect(rows.map(({ value }) => value)).toStrictEqual([{ ...row, alertId: 'a-2', raisedAt: at(2) }]);
    expect(listed(rows, openIndex)).toStrictEqual([row.cause]);
  });
});

it('lists the open alerts of different causes, the oldest first', () => {
  const rows = rowsAfter(raised('a-1', { reason: 'retries' }), raised('a-2'), raised('a-3', { reason: 'conflict' }));
  expect(listed(rows, openIndex)).toStrictEqual([
    'parked:device.stopped:retries',
    'parked:device.stopped:undecodable',
    'parked:device.stopped:conflict',
  ]);
});
