import type { DomainEvent } from '../../src/domain/events';
import { deliveries } from '../../src/projections/deliveries/project';
import type { DeliveryRow } from '../../src/projections/deliveries/row';
import { withStoredDeliveries } from '../../src/projections/deliveries/stored-deliveries';
import {
  deferred,
  exhausted,
  failed,
  learned,
  leftUnknown,
  retryOrdered,
  started,
  succeeded,
} from '../support/delivery-facts';
import { foldedRows } from '../support/folded-rows';
import { recordedAll } from '../support/histories';
import { requested } from '../support/notification-facts';
import { at, deliveryRef } from '../support/vocabulary';

const rowsAfter = (...events: ReadonlyArray<DomainEvent>) =>
  foldedRows(deliveries, recordedAll([requested(), ...events].map((event) => ({ stream: 'any-1', event }))));
const mailAfter = (...events: ReadonlyArray<DomainEvent>) =>
  rowsAfter(...events).find(({ key }) => key === 'n-1.email')?.value;

const attempt = {
  number: 1,
  provider: 'smtp',
  startedAt: at(1),
  endedAt: null,
  outcome: 'open',
  reason: null,
  lasting: false,
};

describe('the history of deliveries', () => {
  it('begins with each channel of the request that has something left to do', () => {
    const first = { round: 1, why: null, nextTryAt: null, attempts: [] };
    expect(rowsAfter().map(({ value }) => value)).toStrictEqual([
      { ...deliveryRef('email'), status: 'pending', ...first },
    ]);
  });

  it('has of what was over when it was stored what happens to it later', () => {
    const pushed = { ...deliveryRef('websocket'), number: 1 };
    const rows = rowsAfter(
      {
        type: 'DeliveryAttemptStarted',
        data: { ...pushed, provider: 'socket', by: 'process-1', until: at(30), limit: 4 },
      },
      {
        type: 'DeliveryAttemptSucceeded',
        data: { ...pushed, provider: 'socket', providerId: null, digest: null, personal: null },
      },
    );
    expect(rows.find(({ key }) => key === 'n-1.websocket')?.value).toMatchObject({
      status: 'succeeded',
      attempts: [{ number: 1, provider: 'socket', outcome: 'succeeded' }],
    });
  });

  it('are told whole, those without a row too, in the order of the channels', () => {
    const request = requested();
    const told = withStoredDeliveries(
      request.data,
      at(0),
      rowsAfter().map(({ value }) => value as DeliveryRow),
    );
    expect(told.map(({ channel, status }) => [channel, status])).toStrictEqual([
      ['websocket', 'succeeded'],
      ['email', 'pending'],
    ]);
    const scheduled = { ...request.data, sendAt: at(60) };
    expect(withStoredDeliveries(scheduled, at(0), [])).toStrictEqual([]);
  });

  it('has every attempt with its outcome', () => {
    const events = [started(1), failed(1, at(60)), started(2), succeeded(2)];
    expect(mailAfter(...events)).toMatchObject({
      status: 'succeeded',
      why: null,
      nextTryAt: null,
      attempts: [
        { ...attempt, endedAt: at(2), outcome: 'failed', reason: 'smtp-450' },
        { ...attempt, number: 2, startedAt: at(3), endedAt: at(4), outcome: 'succeeded' },
      ],
    });
  });

  it('says when and why it is tried again', () => {
    expect(mailAfter(started(1), failed(1, at(60)))).toMatchObject({
      status: 'retrying',
      why: 'smtp-450',
      nextTryAt: at(60),
    });
    expect(mailAfter(deferred(at(120)))).toMatchObject({
      status: 'deferred',
      why: 'quiet-hours',
      nextTryAt: at(120),
    });
  });

  it('says why it was given up', () => {
    const events = [started(1), failed(1, null, { lasting: true }), exhausted('rejected')];
    expect(mailAfter(...events)).toMatchObject({
      status: 'failed',
      why: 'rejected',
      nextTryAt: null,
      attempts: [{ outcome: 'failed', lasting: true }],
    });
  });

  it('corrects an unknown outcome when it is learned', () => {
    const unknown = [started(1), leftUnknown(1, at(90))];
    expect(mailAfter(...unknown)).toMatchObject({ attempts: [{ outcome: 'unknown' }] });
    expect(mailAfter(...unknown, learned(1, 'succeeded'))).toMatchObject({
      status: 'succeeded',
      nextTryAt: null,
      attempts: [{ outcome: 'succeeded', endedAt: at(2) }],
    });
  });

  it('counts the rounds', () => {
    expect(mailAfter(started(1), failed(1, null), exhausted('attempts'), retryOrdered(2))).toMatchObject({
      status: 'retrying',
      round: 2,
      why: null,
    });
  });
});
