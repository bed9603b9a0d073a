import type { DomainEvent } from '../../src/domain/events';
import { memberId } from '../../src/domain/batch/names';
import { deliveryIdOf } from '../../src/domain/delivery/delivery-id';
import type { UserId } from '../../src/domain/shared/codecs';
import { percentOf, secondsLeft } from '../../src/projections/batches/estimate';
import { batches } from '../../src/projections/batches/project';
import {
  acceptingIndex,
  BatchRow,
  closingIndex,
  failuresIndex,
  processingIndex,
} from '../../src/projections/batches/row';
import {
  abandoned,
  accepted,
  batchId,
  cancelled,
  closed,
  completed,
  failed,
  manifestOf,
  paused,
  processed,
  queued,
  resumed,
  sealedWith,
  skipped,
} from '../support/batch-facts';
import { foldedRows, listed } from '../support/folded-rows';
import { recordedAll } from '../support/histories';
import { right } from '../support/right';
import { at, userId } from '../support/vocabulary';

const rowsAfter = (...events: ReadonlyArray<DomainEvent>) =>
  foldedRows(batches, recordedAll(events.map((event) => ({ stream: 'any-1', event }))));
const batchAfter = (...events: ReadonlyArray<DomainEvent>): BatchRow =>
  right(BatchRow.decode(rowsAfter(...events).find(({ table }) => table === 'batch')?.value));

const written = [accepted, queued(0, 'u-1', 'u-2'), queued(1, 'u-3')];
const sealed = [...written, sealedWith(manifestOf(['u-1', 'u-2'], ['u-3']))];
const refused = processed(1, 0, [{ userId, reason: 'erased' }]);
const none = { succeeded: 0, failed: 0, suppressed: 0 };

const delivery = {
  notificationId: memberId(batchId, 0, 1),
  deliveryId: deliveryIdOf(memberId(batchId, 0, 1), 'email'),
  userId: 'u-2' as UserId,
  channel: 'email',
} as const;
const tried = { ...delivery, number: 1, provider: 'smtp' } as const;
const arrived: DomainEvent = {
  type: 'DeliveryAttemptSucceeded',
  data: { ...tried, providerId: null, digest: null, personal: null },
};
const unknown: DomainEvent = {
  type: 'DeliveryAttemptFailed',
  data: { ...tried, reason: 'outcome-unknown', lasting: false, counts: false, nextTryAt: at(9), personal: null },
};
const learned: DomainEvent = {
  type: 'DeliveryOutcomeLearned',
  data: { ...delivery, number: 1, outcome: 'succeeded', reason: null, providerId: null },
};
const exhausted: DomainEvent = { type: 'DeliveryExhausted', data: { ...delivery, why: 'rejected' } };
const ordered: DomainEvent = { type: 'DeliveryRetryOrdered', data: { ...delivery, round: 2 } };
const suppressed: DomainEvent = { type: 'DeliverySuppressed', data: { ...delivery, why: 'preferences' } };

describe('a batch', () => {
  it('stands where something is to be done with it', () => {
    const indexes = [acceptingIndex, processingIndex('P3'), closingIndex];
    const lists = (...events: ReadonlyArray<DomainEvent>) =>
      indexes.map((index) => listed(rowsAfter(...events), index).length);
    expect(lists(...written)).toStrictEqual([1, 0, 0]);
    expect(lists(...written, abandoned)).toStrictEqual([0, 0, 0]);
    expect(lists(...sealed)).toStrictEqual([0, 1, 0]);
    expect(lists(...sealed, paused)).toStrictEqual([0, 0, 0]);
    expect(lists(...sealed, paused, resumed)).toStrictEqual([0, 1, 0]);
    expect(lists(...sealed, paused, processed(0, 2), refused)).toStrictEqual([0, 1, 0]);
    expect(lists(...sealed, completed(3, 0))).toStrictEqual([0, 0, 0]);
    for (const halted of [cancelled, failed]) {
      expect(lists(...sealed, halted)).toStrictEqual([0, 0, 1]);
      expect(lists(...sealed, halted, closed(0, 0, 3))).toStrictEqual([0, 0, 0]);
    }
  });

  it('tells how far it has come, and what became of its recipients', () => {
    expect(batchAfter(...sealed, processed(0, 2), refused, completed(2, 1))).toStrictEqual({
      batchId,
      status: 'completed',
      by: 'p-1',
      templateCode: 'system.update',
      channels: ['websocket'],
      priority: 'P3',
      chunks: 2,
      count: 3,
      done: 2,
      ahead: [],
      accepted: 2,
      rejected: 1,
      untold: 0,
      delivered: { email: none, sms: none, push: none },
      starts: 1,
      marks: [
        { at: at(3), processed: 0 },
        { at: at(5), processed: 3 },
      ],
      failure: null,
      createdAt: at(0),
      endedAt: at(6),
      position: '1',
    });
  });

  it('tells how many nobody told, where it was called off', () => {
    expect(batchAfter(...sealed, processed(0, 2), cancelled, skipped(1, 1), closed(2, 0, 1))).toMatchObject({
      ...{ status: 'cancelled', accepted: 2, rejected: 0, untold: 1, done: 2, endedAt: at(7) },
    });
    expect(batchAfter(...sealed, failed)).toMatchObject({
      status: 'failed',
      failure: 'content-unreadable',
      endedAt: null,
    });
  });

  it('knows which chunks are done, in whatever order they are', () => {
    const many = Array.from({ length: 6 }, (_, index) => queued(index, `u-${String(index)}`));
    const doneAfter = (...indexes: ReadonlyArray<number>) => {
      const { done, ahead } = batchAfter(accepted, ...many, ...indexes.map((index) => processed(index, 1)));
      return { done, ahead };
    };
    expect(doneAfter(2, 1, 4)).toStrictEqual({ done: 0, ahead: [1, 2, 4] });
    expect(doneAfter(2, 1, 4, 0)).toStrictEqual({ done: 3, ahead: [4] });
    expect(doneAfter(2, 1, 4, 0, 5, 3)).toStrictEqual({ done: 6, ahead: [] });
  });
});

describe('progress', () => {
  const row = batchAfter(...sealed, processed(0, 2));
  const after = (changes: Partial<BatchRow>): BatchRow => ({ ...row, ...changes });

  it('is in percent, and never rounds up to the end', () => {
    expect(percentOf(after({ count: 3, accepted: 2, rejected: 0 }))).toBe(66.6);
    expect(percentOf(after({ count: 100_000, accepted: 99_999, rejected: 0 }))).toBe(99.9);
    expect(percentOf(after({ count: 3, accepted: 2, rejected: 1 }))).toBe(100);
    expect(percentOf(after({ count: 0, accepted: 0, status: 'processing' }))).toBe(0);
    expect(percentOf(after({ count: 0, accepted: 0, status: 'completed' }))).toBe(100);
  });

  it('is estimated from the recent rate', () => {
    const marks = [
      { at: at(0), processed: 100 },
      { at: at(10), processed: 300 },
    ];
    expect(secondsLeft(after({ marks, accepted: 300, rejected: 0, count: 1_000 }))).toBe(35);
    expect(secondsLeft(after({ marks, status: 'paused' }))).toBeUndefined();
    expect(secondsLeft(after({ marks: marks.slice(0, 1) }))).toBeUndefined();
    expect(secondsLeft(after({ endedAt: at(10), status: 'completed' }))).toBe(0);
  });

  it('is counted anew from a pause on', () => {
    const { marks, starts } = batchAfter(...sealed, processed(0, 2), paused, resumed);
    expect({ marks, starts }).toStrictEqual({ marks: [{ at: at(6), processed: 2 }], starts: 2 });
  });

  it('remembers a few marks only, however long it takes', () => {
    const many = Array.from({ length: 50 }, (_, index) => queued(index, `u-${String(index)}`));
    const all = many.map((_, index) => processed(index, 1));
    const { marks } = batchAfter(accepted, ...many, sealedWith(manifestOf()), ...all);
    expect(marks.length).toBeLessThanOrEqual(8);
    expect(marks.at(-1)?.processed).toBe(50);
  });
});

describe('what became of the recipients of a batch', () => {
  const begun = [...sealed, processed(0, 2)];
  const email = (...events: ReadonlyArray<DomainEvent>) => batchAfter(...begun, ...events).delivered.email;
  const failures = (...events: ReadonlyArray<DomainEvent>) =>
    listed(rowsAfter(...begun, ...events), failuresIndex(batchId));

  it('is counted for each channel', () => {
    expect(email(arrived)).toStrictEqual({ ...none, succeeded: 1 });
    expect(email(exhausted)).toStrictEqual({ ...none, failed: 1 });
    expect(email(suppressed)).toStrictEqual({ ...none, suppressed: 1 });
  });

  it('counts what is tried again once it has an outcome, and then no more as failed', () => {
    expect(email(exhausted, ordered)).toStrictEqual(none);
    expect(email(exhausted, ordered, arrived)).toStrictEqual({ ...none, succeeded: 1 });
    expect(email(exhausted, ordered, exhausted)).toStrictEqual({ ...none, failed: 1 });
  });

  it('counts a success once, also where one is learned of later', () => {
    expect(email(unknown, arrived, learned)).toStrictEqual({ ...none, succeeded: 1 });
    expect(email(unknown, exhausted, learned)).toStrictEqual({ ...none, succeeded: 1 });
  });

  it('keeps no row of what went straight', () => {
    expect(rowsAfter(...begun, arrived).map(({ table }) => table)).toStrictEqual(['batch']);
  });

  it('lists who failed, in the order in which they did: refused, or not delivered in the end', () => {
    expect(failures(exhausted, refused)).toStrictEqual([delivery.deliveryId, `${batchId}.1/0`]);
    expect(failures(exhausted, ordered)).toStrictEqual([]);
    const row = rowsAfter(...begun, refused).find(({ table }) => table === 'outcome');
    expect(row?.value).toStrictEqual({
      ...{ batchId, userId, notificationId: null, deliveryId: null, channel: null },
      ...{ status: 'rejected', why: 'erased', at: at(5) },
    });
  });
});
