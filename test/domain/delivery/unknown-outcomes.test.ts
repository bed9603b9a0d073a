import { delivery } from '../../../src/domain/delivery';
import { closeUnknown, fail, learn, start, succeed } from '../../support/delivery-commands';
import { exhausted, failed, learned, leftUnknown, started, succeeded } from '../../support/delivery-facts';
import { specification } from '../../support/specification';
import { at } from '../../support/vocabulary';

const { given } = specification(delivery);

describe('an attempt that was left open', () => {
  it("is its owner's until its time is over", () => {
    given(started(1))
      .when(closeUnknown(1, { now: at(44) }))
      .thenRejected({ _tag: 'AttemptOpen', until: at(45) });
  });

  it('is closed after that, and tried again at once', () => {
    given(started(1))
      .when(closeUnknown(1, { now: at(45) }))
      .then(leftUnknown(1, at(45)));
    given(started(1), leftUnknown(1, at(45)))
      .when(start({ now: at(45) }))
      .then(started(2));
  });

  it('is closed at once where its owner is dead', () => {
    given(started(1))
      .when(closeUnknown(1, { ownerIsDead: true }))
      .then(leftUnknown(1, at(0)));
  });

  it('is closed once', () => {
    given(started(1), leftUnknown(1, at(0)))
      .when(closeUnknown(1, { ownerIsDead: true }))
      .thenNothing();
    given(started(1), succeeded(1))
      .when(closeUnknown(1, { ownerIsDead: true }))
      .thenNothing();
    given()
      .when(closeUnknown(1, { ownerIsDead: true }))
      .thenRejected({ _tag: 'NoSuchAttempt', number: 1 });
  });
});

describe('an unknown outcome', () => {
  it('backs off and costs no try', () => {
    given(started(1, { limit: 1 }))
      .when(fail(1, { kind: 'unknown' }))
      .then(leftUnknown(1, at(10)));
  });

  it("ends the round where the receiver can't drop a duplicate", () => {
    given(started(1))
      .when(closeUnknown(1, { ownerIsDead: true, dropsDuplicates: false }))
      .then(leftUnknown(1, null), exhausted('unknown-outcomes'));
    given(started(1))
      .when(fail(1, { kind: 'unknown', dropsDuplicates: false }))
      .then(leftUnknown(1, null), exhausted('unknown-outcomes'));
  });

  it('ends the round when it is the tenth', () => {
    const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((number) => [started(number), leftUnknown(number, at(0))]);
    given(...nine, started(10))
      .when(fail(10, { kind: 'unknown' }))
      .then(leftUnknown(10, null), exhausted('unknown-outcomes'));
    given(...nine.slice(2), started(10))
      .when(fail(10, { kind: 'unknown' }))
      .then(leftUnknown(10, at(300)));
  });
});

describe('an outcome that comes after its attempt was closed as unknown', () => {
  const closed = [started(1), leftUnknown(1, at(45))];

  it('is recorded as learned, once', () => {
    given(...closed)
      .when(succeed(1))
      .then(learned(1, 'succeeded'));
    given(...closed, learned(1, 'succeeded'))
      .when(succeed(1))
      .thenNothing();
    given(...closed)
      .when(fail(1))
      .then(learned(1, 'failed'));
    given(...closed, learned(1, 'failed'))
      .when(learn(1, 'failed'))
      .thenNothing();
  });

  it('says nothing where it is as unknown as before', () => {
    given(...closed)
      .when(fail(1, { kind: 'unknown' }))
      .thenNothing();
  });

  it('ends the delivery where it is a success', () => {
    given(...closed, learned(1, 'succeeded'))
      .when(start({ now: at(100) }))
      .thenRejected({ _tag: 'DeliveryEnded', final: 'succeeded' });
  });

  it('leaves the round as it was where it is a failure', () => {
    given(...closed, learned(1, 'failed'))
      .when(start({ now: at(45) }))
      .then(started(2));
  });

  it('ends a delivery that had been given up', () => {
    const givenUp = [started(1), leftUnknown(1, null), exhausted('unknown-outcomes')];
    given(...givenUp)
      .when(learn(1, 'succeeded'))
      .then(learned(1, 'succeeded'));
  });

  it('leaves the attempt after it to say how it ended, and nothing follows from that', () => {
    const meanwhile = [...closed, started(2), learned(1, 'succeeded')];
    given(...meanwhile)
      .when(succeed(2))
      .then(succeeded(2));
    given(...meanwhile)
      .when(fail(2))
      .then(failed(2, null));
    given(...meanwhile)
      .when(closeUnknown(2, { ownerIsDead: true }))
      .then(leftUnknown(2, null));
  });

  it("can't be learned of an attempt that is open, or never was", () => {
    given(started(1))
      .when(learn(1, 'succeeded'))
      .thenRejected({ _tag: 'AttemptOpen', until: at(45) });
    given().when(learn(1, 'succeeded')).thenRejected({ _tag: 'NoSuchAttempt', number: 1 });
  });
});
