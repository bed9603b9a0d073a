import type { DomainEvent } from '../../src/domain/events';
import { outstanding } from '../../src/projections/outstanding/project';
import {
  abandoned,
  deferred,
  exhausted,
  failed,
  learned,
  leftUnknown,
  retryOrdered,
  started,
  succeeded,
  suppressed,
} from '../support/delivery-facts';
import { foldedRows, listed } from '../support/folded-rows';
import { recordedAll } from '../support/histories';
import { requested } from '../support/notification-facts';
import { at, deliveryRef } from '../support/vocabulary';

const rowsAfter = (...events: ReadonlyArray<DomainEvent>) =>
  foldedRows(outstanding, recordedAll(events.map((event) => ({ stream: 'any-1', event }))));
const mailAfter = (...events: ReadonlyArray<DomainEvent>) =>
  rowsAfter(requested(), ...events).find(({ key }) => key === 'n-1.email')?.value;
const listsOfMail = (...events: ReadonlyArray<DomainEvent>) => {
  const row = rowsAfter(requested(), ...events).find(({ key }) => key === 'n-1.email');
  return row?.indexes.map(({ index, sort }) => [index, sort.slice(0, 24)]);
};
const waiting = {
  ...deliveryRef('email'),
  priority: 'P0',
  due: at(0),
  state: 'waiting',
  by: null,
  attempts: 0,
  reason: null,
  retrying: false,
  expiresAt: null,
  position: '1',
};

describe('what is outstanding', () => {
  it('is each channel from the request on, but the in-app one, which storing has delivered', () => {
    expect(rowsAfter(requested()).map(({ value }) => value)).toStrictEqual([waiting]);
  });

  it('is due when a scheduled notification is to be sent, on the in-app channel too', () => {
    const rows = rowsAfter(requested({ sendAt: at(600) }));
    expect(rows.map(({ key, value }) => [key, value['due']])).toStrictEqual([
      ['n-1.email', at(600)],
      ['n-1.websocket', at(600)],
    ]);
  });

  it('is with its owner while an attempt is open, and due again when the owner has had its time', () => {
    expect(mailAfter(started(1))).toStrictEqual({ ...waiting, state: 'started', by: 'p-1', due: at(45), attempts: 1 });
    expect(listsOfMail(started(1))).toStrictEqual([
      ['due/P0', at(45)],
      ['started', at(45)],
    ]);
  });

  it('waits for the next try after a failure', () => {
    const tried = { ...waiting, due: at(60), attempts: 1, reason: 'smtp-450', retrying: true };
    expect(mailAfter(started(1), failed(1, at(60)))).toStrictEqual(tried);
    expect(listsOfMail(started(1), failed(1, at(60)))).toStrictEqual([
      ['due/P0', at(60)],
      ['retrying', at(60)],
    ]);
  });

  it('waits where it was put off, but not as a retry', () => {
    expect(mailAfter(deferred(at(120)))).toStrictEqual({ ...waiting, due: at(120), reason: 'quiet-hours' });
  });

  it.each([
    ['a success', [started(1), succeeded(1)]],
    ['the last failure', [started(1), failed(1, null), exhausted('attempts')]],
    ['a suppression', [suppressed]],
    ['a cancellation', [abandoned('cancelled')]],
    ['a success that was learned late', [started(1), leftUnknown(1, at(90)), learned(1, 'succeeded')]],
  ])('is settled by %s, and in no list any more', (_, events) => {
    expect(mailAfter(...events)?.['state']).toBe('settled');
    expect(listsOfMail(...events)).toStrictEqual([]);
  });

  it('still waits for the outcome of an open attempt when an earlier one is learned to have succeeded', () => {
    const events = [started(1), leftUnknown(1, at(90)), started(2), learned(1, 'succeeded')];
    expect(mailAfter(...events)?.['state']).toBe('started');
    expect(mailAfter(...events, failed(2, null))?.['state']).toBe('settled');
  });

  it('comes back with its priority when an operator orders another round', () => {
    const events = [started(1), failed(1, null), exhausted('rejected'), retryOrdered(2)];
    expect(mailAfter(...events)).toMatchObject({ state: 'waiting', priority: 'P0', due: at(4), retrying: true });
  });

  it('lists what waits by its expiry', () => {
    const rows = rowsAfter(requested({ expiresAt: at(900) }));
    expect(listed(rows, 'expiring')).toStrictEqual(['n-1.email']);
    expect(listed(rowsAfter(requested({ expiresAt: at(900) }), started(1)), 'expiring')).toStrictEqual([]);
  });
});
