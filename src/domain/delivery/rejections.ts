import type { Instant } from '../shared/codecs';
import type { Final } from './state';

export type DeliveryRejection =
  /** A living owner is at it until then. */
  | { readonly _tag: 'AttemptOpen'; readonly until: Instant }
  /** Scheduled, deferred or waiting for its next try: not before then. */
  | { readonly _tag: 'NotDue'; readonly until: Instant }
  /** The round has its final event. */
  | { readonly _tag: 'DeliveryEnded'; readonly final: Final }
  | { readonly _tag: 'NoSuchAttempt'; readonly number: number }
  /** Only the owner of an attempt says how it ended. */
  | { readonly _tag: 'NotOwner'; readonly number: number };
