import { deliveriesOf } from '../../../src/domain/policies/deliveries-of';
import { requestOf } from '../../support/notification-facts';
import { at, deliveryRef } from '../../support/vocabulary';

describe('the deliveries of a request', () => {
  it('are one for each channel, due at once; in-app is done once it is stored', () => {
    expect(deliveriesOf(requestOf({ channels: ['websocket', 'email', 'sms'] }), at(0))).toStrictEqual([
      { delivery: deliveryRef('websocket'), due: undefined },
      { delivery: deliveryRef('email'), due: at(0) },
      { delivery: deliveryRef('sms'), due: at(0) },
    ]);
  });

  it('are all due at the time it is scheduled for', () => {
    expect(deliveriesOf(requestOf({ sendAt: at(60) }), at(0))).toStrictEqual([
      { delivery: deliveryRef('websocket'), due: at(60) },
      { delivery: deliveryRef('email'), due: at(60) },
    ]);
  });

  it('are due at once where that time had come already', () => {
    expect(deliveriesOf(requestOf({ channels: ['websocket', 'email'], sendAt: at(0) }), at(0))).toStrictEqual(
      deliveriesOf(requestOf({ channels: ['websocket', 'email'] }), at(0)),
    );
  });
});
