import type { RecordReason } from '../inbound/events';
import type { Instant } from '../shared/codecs';

/**
 * Whether an event notifies, as far as it says so itself. `until`: not from then on. `apart`: not within `millis` of
 * another that notified, by `at`, either way, in the same scope; the throttle of the scope decides that.
 */
export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'never'; readonly why: RecordReason }
  | { readonly kind: 'until'; readonly instant: Instant }
  | { readonly kind: 'apart'; readonly scope: ReadonlyArray<string>; readonly at: Instant; readonly millis: number };

export const always: Condition = { kind: 'always' };
export const never = (why: RecordReason): Condition => ({ kind: 'never', why });
export const until = (instant: Instant): Condition => ({ kind: 'until', instant });
