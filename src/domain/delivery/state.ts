import type { Instant } from '../shared/codecs';
import type { AbandonReason, DeferralReason, ExhaustionReason } from './events';

/** How a round ended. */
export type Final = 'succeeded' | 'suppressed' | ExhaustionReason | AbandonReason;

export type OpenAttempt = {
  readonly number: number;
  readonly provider: string;
  readonly by: string;
  readonly until: Instant;
  readonly limit: number;
};

export type DeliveryState = {
  /** 1 from the request on; each ordered retry opens the next. */
  readonly round: number;
  /** How many were started, through all rounds. */
  readonly attempts: number;
  /** Outcomes of this round that used up its limit. */
  readonly counted: number;
  /** Unknown outcomes of this round; they have a limit of their own. */
  readonly unknown: number;
  readonly open: OpenAttempt | undefined;
  /** Not tried again before; undefined: due at once. */
  readonly waitsFor: { readonly until: Instant; readonly why: DeferralReason | 'retry' } | undefined;
  readonly final: Final | undefined;
  /** Attempts that were closed as unknown, and whose outcome was not learned since. */
  readonly unresolved: ReadonlyArray<number>;
  readonly receipts: ReadonlyArray<string>;
};

export const initialState: DeliveryState = {
  round: 1,
  attempts: 0,
  counted: 0,
  unknown: 0,
  open: undefined,
  waitsFor: undefined,
  final: undefined,
  unresolved: [],
  receipts: [],
};
