/** The domain's own codecs, described for callers. */
import type * as t from 'io-ts';
import * as domain from '../../../domain/shared/codecs';
import { withSchema } from './documented';

const MAX_ID = 200;
const MAX_DELIVERY_ID = 220;

const identifier = <C extends t.Mixed>(codec: C, max: number): C =>
  withSchema(codec, `one line of 1 to ${String(max)} characters`, { type: 'string', minLength: 1, maxLength: max });

export const UserId = identifier(domain.UserId, MAX_ID);
export const NotificationId = identifier(domain.NotificationId, MAX_ID);
export const DeliveryId = identifier(domain.DeliveryId, MAX_DELIVERY_ID);
export const Code = identifier(domain.Code, MAX_ID);
