import * as t from 'io-ts';
import { ParkReason } from '../../../domain/inbound/events';
import { nullable } from '../../../domain/shared/codecs';
import type { DeadLetter } from '../../dead-letters';
import { closedObject } from '../codecs/closed-object';
import { Instant } from '../codecs/instants';
import { WholeCount } from './count';

const Fault = closedObject('MessageFault', { path: t.string, expected: t.string }, {});

export const DeadLetterAnswer: t.Type<DeadLetter, unknown> = closedObject(
  'DeadLetter',
  {
    id: t.string,
    queue: t.string,
    routingKey: t.string,
    reason: ParkReason,
    report: t.readonlyArray(Fault),
    attempts: WholeCount,
    parkedAt: Instant,
    body: nullable(t.string),
  },
  {},
);
