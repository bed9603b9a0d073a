import * as t from 'io-ts';
import { nullable } from '../../../domain/shared/codecs';
import { closedObject } from '../codecs/closed-object';
import { UserId } from '../codecs/identifiers';
import { Instant } from '../codecs/instants';
import { Delivery, notificationFields } from './notification';

const PastNotification = closedObject(
  'PastNotification',
  { ...notificationFields, deliveries: t.readonlyArray(Delivery) },
  {},
);

/** An inbox as it stood; `at` is null before the first event, `position` where a time was asked for. */
export const PastInbox = closedObject(
  'PastInbox',
  {
    userId: UserId,
    at: nullable(Instant),
    position: nullable(t.string),
    data: t.readonlyArray(PastNotification),
    nextCursor: nullable(t.string),
  },
  {},
);
