import { delivery } from '../../../src/domain/delivery';
import {
  cancelDelivery,
  defer,
  fail,
  findNoAddress,
  orderRetry,
  start,
  suppress,
  takeReceipt,
} from '../../support/delivery-commands';
import {
  abandoned,
  deferred,
  exhausted,
  failed,
  receipt,
  retryOrdered,
  started,
  succeeded,
  suppressed,
} from '../../support/delivery-facts';
import { specification } from '../../support/specification';
import { at } from '../../support/vocabulary';

const { given } = specification(delivery);
const open = { _tag: 'AttemptOpen', until: at(45) } as const;

describe('the end of a round without an attempt', () => {
  it('is a suppression, an abandonment, or an address that nobody knows', () => {
    given().when(suppress).then(suppressed);
    given().when(cancelDelivery).then(abandoned('cancelled'));
    given().when(findNoAddress).then(exhausted('no-address'));
  });

  it('comes once', () => {
    given(suppressed).when(suppress).thenNothing();
    given(abandoned('cancelled')).when(cancelDelivery).thenNothing();
    given(exhausted('no-address')).when(findNoAddress).thenNothing();
  });

  it('comes after no other end', () => {
    const ended = { _tag: 'DeliveryEnded', final: 'succeeded' } as const;
    for (const command of [suppress, cancelDelivery, findNoAddress, defer])
      given(started(1), succeeded(1)).when(command).thenRejected(ended);
  });

  it('does not come while an attempt is open', () => {
    for (const command of [suppress, cancelDelivery, findNoAddress, defer])
      given(started(1)).when(command).thenRejected(open);
  });

  it('may come while a try is waited for', () => {
    given(started(1), failed(1, at(10)))
      .when(cancelDelivery)
      .then(abandoned('cancelled'));
  });
});

describe('a deferral', () => {
  it('is recorded once for one time', () => {
    given()
      .when(defer)
      .then(deferred(at(600)));
    given(deferred(at(600)))
      .when(defer)
      .thenNothing();
    given(deferred(at(300)))
      .when(defer)
      .then(deferred(at(600)));
  });
});

describe('an ordered retry', () => {
  it('opens the next round of what was given up', () => {
    for (const end of [exhausted('attempts'), exhausted('no-address'), abandoned('operator')])
      given(end).when(orderRetry).then(retryOrdered(2));
  });

  it('does not take up what was delivered, withheld or called off', () => {
    given(started(1), succeeded(1)).when(orderRetry).thenRejected({ _tag: 'DeliveryEnded', final: 'succeeded' });
    given(suppressed).when(orderRetry).thenRejected({ _tag: 'DeliveryEnded', final: 'suppressed' });
    for (const why of ['cancelled', 'expired', 'secret-gone'] as const)
      given(abandoned(why)).when(orderRetry).thenRejected({ _tag: 'DeliveryEnded', final: why });
  });

  it('ends a round that waits, and opens the next', () => {
    given(started(1), failed(1, at(10)))
      .when(orderRetry)
      .then(abandoned('operator'), retryOrdered(2));
    given(deferred(at(600)))
      .when(orderRetry)
      .then(abandoned('operator'), retryOrdered(2));
  });

  it('changes nothing where the next step is due anyway, so that a repeat is harmless', () => {
    given().when(orderRetry).thenNothing();
    given(exhausted('attempts'), retryOrdered(2)).when(orderRetry).thenNothing();
  });

  it('is put off while an attempt is open', () => {
    given(started(1)).when(orderRetry).thenRejected(open);
  });

  it('gives all tries again, and numbers attempts on', () => {
    const first = [started(1, { limit: 1 }), failed(1, null), exhausted('attempts'), retryOrdered(2)];
    given(...first)
      .when(start({ limit: 2 }))
      .then(started(2, { limit: 2 }));
    given(...first, started(2, { limit: 2 }))
      .when(fail(2))
      .then(failed(2, at(10)));
  });
});

describe('a receipt', () => {
  it('follows an attempt, also after the end, each once', () => {
    given(started(1), succeeded(1)).when(takeReceipt('r-1')).then(receipt('r-1'));
    given(started(1), succeeded(1), receipt('r-1')).when(takeReceipt('r-1')).thenNothing();
    given(started(1), succeeded(1), receipt('r-1')).when(takeReceipt('r-2')).then(receipt('r-2'));
    given().when(takeReceipt('r-1')).thenRejected({ _tag: 'NoSuchAttempt', number: 1 });
  });
});
