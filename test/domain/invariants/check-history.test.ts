import type { DeliveryEvent } from '../../../src/domain/delivery/events';
import type { DomainEvent } from '../../../src/domain/events';
import { type Breach, checkHistory } from '../../../src/domain/invariants/check-history';
import type { NotificationId } from '../../../src/domain/shared/codecs';
import * as mail from '../../support/delivery-facts';
import { read, requested } from '../../support/notification-facts';
import { recordedAt } from '../../support/recorded';
import { at, otherUserId } from '../../support/vocabulary';

const check = (...events: ReadonlyArray<DomainEvent>): ReadonlyArray<Breach> => {
  const record = recordedAt('stream-1');
  return checkHistory.breaches(
    events.map((event, i) => record(event, i + 1)).reduce(checkHistory.step, checkHistory.initial()),
  );
};
const breached = (...events: ReadonlyArray<DomainEvent>) =>
  check(...events).map(({ invariant, position }) => `${invariant} at ${position}`);
const ofMail = (...events: ReadonlyArray<DeliveryEvent>) => breached(requested(), ...events);
const otherId = 'n-2' as NotificationId;

it('finds nothing wrong with a history of all kinds of ends', () => {
  const given = [mail.started(1), mail.failed(1, at(10)), mail.started(2), mail.leftUnknown(2, at(20))];
  expect(
    check(requested(), ...given, mail.started(3), mail.succeeded(3), mail.learned(2, 'failed'), read),
  ).toStrictEqual([]);
  expect(ofMail(mail.deferred(at(9)), mail.abandoned('operator'), mail.retryOrdered(2), mail.suppressed)).toStrictEqual(
    [],
  );
  expect(ofMail(mail.started(1))).toStrictEqual([]);
});

describe('I1: what caused it', () => {
  it('notified a recipient once', () => {
    expect(breached(requested(), requested({ notificationId: otherId }))).toStrictEqual(['I1 at 2']);
    expect(breached(requested(), requested({ notificationId: otherId, userId: otherUserId }))).toStrictEqual([]);
    const other = requested({ notificationId: otherId, origin: { kind: 'platform', id: 'call-1' } });
    expect(breached(requested(), other)).toStrictEqual([]);
  });

  it('asked for each notification once', () => {
    expect(breached(requested(), requested({ origin: { kind: 'api', id: 'call-2' } }))).toStrictEqual(['I1 at 2']);
  });
});

describe('I2: a round', () => {
  it.each<readonly [string, ReadonlyArray<DeliveryEvent>]>([
    ['ends once', [mail.started(1), mail.succeeded(1), mail.exhausted('attempts')]],
    ['does not end while an attempt is open', [mail.started(1), mail.abandoned('cancelled')]],
    ['takes no attempt after its end', [mail.suppressed, mail.started(1), mail.failed(1, null)]],
    ['is not deferred after its end', [mail.suppressed, mail.deferred(at(60))]],
    [
      'names no next try after its end',
      [mail.started(1), mail.leftUnknown(1, at(0)), mail.learned(1, 'succeeded'), mail.failed(1, at(9))],
    ],
    ['opens after the end of the one before', [mail.started(1), mail.failed(1, at(10)), mail.retryOrdered(2)]],
    ['opens in its turn', [mail.suppressed, mail.retryOrdered(3)]],
    [
      'does not open after a success was learned',
      [mail.started(1), mail.leftUnknown(1, at(0)), mail.learned(1, 'succeeded'), mail.retryOrdered(2)],
    ],
    ['waits for a known next step', [mail.started(1), mail.failed(1, null)]],
    ['goes on only where a next try was named', [mail.started(1), mail.failed(1, null), mail.started(2)]],
  ])('%s', (_name, events) => {
    expect(ofMail(...events).filter((breach) => breach.startsWith('I2'))).toHaveLength(1);
  });

  it('is ordered by a request', () => {
    expect(breached(mail.suppressed)).toStrictEqual(['I2 at 1']);
  });

  it('that lacks its next step is named with its stream and place', () => {
    expect(check(requested(), mail.started(1), mail.failed(1, null))).toStrictEqual([
      { invariant: 'I2', stream: 'delivery-n-1.email', position: 3n, detail: 'it waits for no known next step' },
    ]);
  });

  it('may be ended by what was learned while an attempt is under way, which still has its outcome', () => {
    const learned = [mail.started(1), mail.leftUnknown(1, at(0)), mail.started(2), mail.learned(1, 'succeeded')];
    expect(ofMail(...learned, mail.succeeded(2))).toStrictEqual([]);
    expect(ofMail(...learned, mail.failed(2, null))).toStrictEqual([]);
  });
});

describe('I3: attempts', () => {
  it.each<readonly [string, ReadonlyArray<DeliveryEvent>]>([
    ['are numbered from 1', [mail.started(2)]],
    ['are numbered without a gap', [mail.started(1), mail.failed(1, at(0)), mail.started(3)]],
    [
      'are numbered on through rounds',
      [mail.started(1), mail.failed(1, null), mail.exhausted('attempts'), mail.retryOrdered(2), mail.started(1)],
    ],
    ['have one start', [mail.started(1), mail.started(2)]],
    ['have one outcome', [mail.started(1), mail.failed(1, at(0)), mail.failed(1, at(0))]],
    ['have no outcome without a start', [mail.failed(1, at(0), { counts: false })]],
    ['stay within their limit', [mail.started(1), mail.failed(1, at(0)), mail.started(2, { limit: 1 })]],
    [
      'do not count where the outcome is unknown',
      [mail.started(1), mail.failed(1, at(0), { reason: 'outcome-unknown' })],
    ],
    [
      'are learned of only after they were closed as unknown',
      [mail.started(1), mail.failed(1, at(0)), mail.learned(1, 'failed')],
    ],
    [
      'are learned of once',
      [mail.started(1), mail.leftUnknown(1, at(0)), mail.learned(1, 'failed'), mail.learned(1, 'failed')],
    ],
    ['come before their receipts', [mail.receipt('r-1')]],
  ])('%s', (_name, events) => {
    expect(ofMail(...events).filter((breach) => breach.startsWith('I3'))).not.toStrictEqual([]);
  });

  it('whose outcome stays unknown are ten in a round at most', () => {
    const unknown = (count: number) =>
      Array.from({ length: count }, (_, i) => [mail.started(i + 1), mail.leftUnknown(i + 1, at(0))]).flat();
    expect(ofMail(...unknown(10))).toStrictEqual([]);
    expect(ofMail(...unknown(11))).toStrictEqual(['I3 at 22']);
  });
});

describe('I4: a read acknowledgement', () => {
  it('follows its request', () => {
    expect(breached(read, requested())).toStrictEqual(['I4 at 1']);
  });

  it("is its recipient's", () => {
    expect(breached(requested({ userId: otherUserId }), read)).toStrictEqual(['I4 at 2']);
  });

  it('stands once', () => {
    expect(breached(requested(), read, read)).toStrictEqual(['I4 at 3']);
  });
});

it('keeps one trace for all deliveries that ended alike', () => {
  const record = recordedAt('stream-1');
  const ids = Array.from({ length: 50 }, (_, i) => `n-${i}` as NotificationId);
  const events = ids.flatMap((notificationId) => [
    requested({ notificationId, origin: { kind: 'api', id: notificationId } }),
    { ...mail.suppressed, data: { ...mail.suppressed.data, notificationId, deliveryId: `${notificationId}.email` } },
  ]);
  const state = (events as ReadonlyArray<DomainEvent>)
    .map((event, i) => record(event, i + 1))
    .reduce(checkHistory.step, checkHistory.initial());
  expect(new Set(state.deliveries.values()).size).toBe(1);
  expect(checkHistory.breaches(state)).toStrictEqual([]);
});
