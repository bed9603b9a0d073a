import { delivery } from '../../../src/domain/delivery';
import { fail, start, succeed } from '../../support/delivery-commands';
import { deferred, exhausted, failed, started, succeeded, suppressed, throttled } from '../../support/delivery-facts';
import { specification } from '../../support/specification';
import { at, sealed } from '../../support/vocabulary';

const { given } = specification(delivery);

describe('the claim to send', () => {
  it('starts the first attempt of what was requested', () => {
    given().when(start()).then(started(1));
  });

  it('numbers attempts through', () => {
    given(started(1), failed(1, at(10)))
      .when(start({ now: at(10) }))
      .then(started(2));
  });

  it('is put off while an attempt is open, whoever asks', () => {
    const open = { _tag: 'AttemptOpen', until: at(45) } as const;
    given(started(1)).when(start()).thenRejected(open);
    given(started(1))
      .when(start({ by: 'p-2', now: at(100) }))
      .thenRejected(open);
  });

  it('waits for the time that the request was scheduled for', () => {
    given()
      .when(start({ sendAt: at(60) }))
      .thenRejected({ _tag: 'NotDue', until: at(60) });
    given()
      .when(start({ sendAt: at(60), now: at(60) }))
      .then(started(1));
  });

  it('waits for the next try, and for the end of a deferral', () => {
    given(started(1), failed(1, at(10)))
      .when(start({ now: at(9) }))
      .thenRejected({ _tag: 'NotDue', until: at(10) });
    given(deferred(at(600)))
      .when(start())
      .thenRejected({ _tag: 'NotDue', until: at(600) });
    given(deferred(at(600)))
      .when(start({ now: at(600) }))
      .then(started(1));
  });

  it('comes to nothing once the round has ended', () => {
    given(started(1), succeeded(1)).when(start()).thenRejected({ _tag: 'DeliveryEnded', final: 'succeeded' });
    given(suppressed).when(start()).thenRejected({ _tag: 'DeliveryEnded', final: 'suppressed' });
  });

  it('keeps a promised try even where fewer are configured since', () => {
    given(started(1), failed(1, at(10)), started(2), failed(2, at(10)))
      .when(start({ now: at(10), limit: 1 }))
      .then(started(3, { limit: 3 }));
  });
});

describe('an outcome', () => {
  it('ends the delivery where it is a success', () => {
    given(started(1)).when(succeed(1)).then(succeeded(1));
  });

  it("is its owner's to record", () => {
    given(started(1))
      .when(succeed(1, { by: 'p-2' }))
      .thenRejected({ _tag: 'NotOwner', number: 1 });
    given(started(1))
      .when(fail(1, { by: 'p-2' }))
      .thenRejected({ _tag: 'NotOwner', number: 1 });
  });

  it('is recorded once', () => {
    given(started(1), succeeded(1)).when(succeed(1)).thenNothing();
    given(started(1), failed(1, at(10)))
      .when(fail(1))
      .thenNothing();
  });

  it('needs an attempt', () => {
    given().when(succeed(1)).thenRejected({ _tag: 'NoSuchAttempt', number: 1 });
    given(started(1)).when(fail(2)).thenRejected({ _tag: 'NoSuchAttempt', number: 2 });
  });

  it('carries what the provider answered', () => {
    given(started(1))
      .when(succeed(1, { personal: sealed }))
      .then(succeeded(1, { personal: sealed }));
  });
});

describe('a failure', () => {
  it('that may pass is tried again after the delay of its place', () => {
    given(started(1))
      .when(fail(1))
      .then(failed(1, at(10)));
    given(started(1), failed(1, at(10)), started(2))
      .when(fail(2))
      .then(failed(2, at(60)));
  });

  it('that may pass ends the round when its limit is used up', () => {
    const before = [started(1), failed(1, at(0)), started(2), failed(2, at(0)), started(3), failed(3, at(0))];
    given(...before, started(4))
      .when(fail(4))
      .then(failed(4, null), exhausted('attempts'));
  });

  it('that lasts ends the round at once', () => {
    given(started(1))
      .when(fail(1, { kind: 'lasting', reason: 'smtp-550' }))
      .then(failed(1, null, { reason: 'smtp-550', lasting: true }), exhausted('rejected'));
  });

  it('by throttling costs no try, however often', () => {
    const throttling = fail(3, { counts: false, reason: 'smtp-421' });
    given(started(1, { limit: 1 }), throttled(1, at(0)), started(2, { limit: 1 }), throttled(2, at(0)), started(3))
      .when(throttling)
      .then(throttled(3, at(10)));
  });

  it('is not tried again before the time that the provider asked for', () => {
    given(started(1))
      .when(fail(1, { retryAfterSeconds: 120 }))
      .then(failed(1, at(120)));
    given(started(1))
      .when(fail(1, { retryAfterSeconds: 5 }))
      .then(failed(1, at(10)));
  });
});
