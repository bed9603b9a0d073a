import * as E from 'fp-ts/Either';
import type { Instant, UserId } from '../shared/codecs';
import type { Decider } from '../shared/decider';
import { deriveId } from '../shared/derive-id';
import type { ThrottleEvent } from './events';

export type AdmitNotice = {
  readonly type: 'AdmitNotice';
  readonly scope: ReadonlyArray<string>;
  readonly userId: UserId;
  readonly identity: string;
  readonly happenedAt: Instant;
  /** How far from every other admitted one it has to be, in milliseconds, before or after. */
  readonly apartMillis: number;
};

/** Another one, so close in time, was told. */
export type TooClose = { readonly _tag: 'TooClose'; readonly to: string };

type Admitted = { readonly identity: string; readonly happenedAt: Instant };
export type ThrottleState = ReadonlyArray<Admitted>;

type Decision = E.Either<TooClose, ReadonlyArray<ThrottleEvent>>;

const decide = ({ type: _, apartMillis, ...notice }: AdmitNotice, admitted: ThrottleState): Decision => {
  const at = Date.parse(notice.happenedAt);
  if (admitted.some(({ identity }) => identity === notice.identity)) return E.right([]);
  const close = admitted.find(({ happenedAt }) => Math.abs(Date.parse(happenedAt) - at) <= apartMillis);
  return close === undefined
    ? E.right([{ type: 'NoticeAdmitted', data: notice }])
    : E.left({ _tag: 'TooClose', to: close.identity });
};

/**
 * Admits what is far enough from everything admitted before it. What was admitted once stays so, and what was refused once
 * is refused for ever, so a message may be decided again after any crash, in any process.
 */
export const throttle: Decider<AdmitNotice, ThrottleState, ThrottleEvent, TooClose> = {
  initialState: [],
  evolve: (state, { data: { identity, happenedAt } }) => [...state, { identity, happenedAt }],
  decide,
};

export const throttleStream = (namespace: string, scope: ReadonlyArray<string>): string =>
  `throttle-${deriveId(namespace, 'throttle', ...scope)}`;
