/**
 * What was admitted of what may not be told too often, in `throttle-<id of its scope>`. Appends at the exact revision make
 * two processes that admit at once find each other.
 */
import * as t from 'io-ts';
import { Instant, UserId } from '../shared/codecs';
import { eventCodec } from '../shared/event-codec';

export const throttleEvents = {
  /** The message of this identity is told; `happenedAt`: when what it tells of happened. */
  NoticeAdmitted: eventCodec('NoticeAdmitted', {
    scope: t.readonlyArray(t.string),
    userId: UserId,
    identity: t.string,
    happenedAt: Instant,
  }),
} as const;

export type ThrottleEvent = t.TypeOf<(typeof throttleEvents)[keyof typeof throttleEvents]>;
