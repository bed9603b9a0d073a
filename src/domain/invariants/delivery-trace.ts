import type { Position } from '../shared/stored-event';

/** What is kept of a delivery to judge its next event. */
export type DeliveryTrace = {
  readonly round: number;
  readonly attempts: number;
  /** The number of the attempt that has no outcome yet. */
  readonly open: number | undefined;
  /** The most outcomes that may count in the round, by its last start. */
  readonly limit: number;
  readonly counted: number;
  readonly unknown: number;
  /** Closed as unknown, and not learned since. */
  readonly unresolved: ReadonlyArray<number>;
  readonly ended: boolean;
  /** It was learned that it had been delivered: an attempt under way still has its outcome then, but no end follows. */
  readonly learned: boolean;
  /** Where a failure named no next try, and no end has followed it. */
  readonly strandedAt: Position | undefined;
};

export const firstRound: DeliveryTrace = {
  round: 1,
  attempts: 0,
  open: undefined,
  limit: 0,
  counted: 0,
  unknown: 0,
  unresolved: [],
  ended: false,
  learned: false,
  strandedAt: undefined,
};

/** Whether all that may follow can be judged by round and attempts alone. */
const isAtRest = ({ ended, open, unresolved }: DeliveryTrace): boolean =>
  ended && open === undefined && unresolved.length === 0;

/**
 * Most deliveries end alike. One trace stands for all that did, so that a history of millions is checked in little more
 * memory than their names take. `alike` is the fold's own, and is added to.
 */
export const shareTrace = (alike: Map<string, DeliveryTrace>, trace: DeliveryTrace): DeliveryTrace => {
  if (!isAtRest(trace)) return trace;
  const { round, attempts, learned } = trace;
  const key = `${round} ${attempts} ${String(learned)}`;
  const known = alike.get(key) ?? { ...firstRound, round, attempts, learned, ended: true };
  alike.set(key, known);
  return known;
};
