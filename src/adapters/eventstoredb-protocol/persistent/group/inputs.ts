import type { ResolvedEvent } from '../../encode-read-event';
import type { Arrival, Message } from './message';

/** Named by whoever lets it join; never used for another one. */
export type ConsumerId = number;

export type RefusalAction = 'park' | 'retry' | 'skip' | 'stop';

/** What happens to a group. */
export type GroupInput =
  /** Once, before anything arrives. */
  | { readonly type: 'resumed'; readonly after: bigint | undefined }
  | { readonly type: 'arrived'; readonly arrival: Arrival }
  /** Events that the group's filter keeps out; the last of them stands at `place`. */
  | { readonly type: 'passed-over'; readonly count: number; readonly place: bigint }
  | { readonly type: 'replayed'; readonly arrival: Arrival }
  | { readonly type: 'joined'; readonly consumer: ConsumerId; readonly slots: number }
  | { readonly type: 'left'; readonly consumer: ConsumerId }
  | { readonly type: 'acknowledged'; readonly ids: ReadonlyArray<string> }
  | {
      readonly type: 'refused';
      readonly ids: ReadonlyArray<string>;
      readonly action: RefusalAction;
      readonly reason: string;
    }
  /** The record in the parked stream is stored, or can't be stored there. */
  | { readonly type: 'parked'; readonly message: Message }
  | { readonly type: 'not-parked'; readonly message: Message }
  | { readonly type: 'ticked' };

export type Delivery = { readonly id: string; readonly resolved: ResolvedEvent; readonly retryCount: number };

/** What it wants done. */
export type GroupOutput =
  | { readonly type: 'deliver'; readonly consumer: ConsumerId; readonly delivery: Delivery }
  /** Whoever has not sent it yet need not do so any more. */
  | { readonly type: 'withdraw'; readonly consumer: ConsumerId; readonly id: string }
  | { readonly type: 'park'; readonly message: Message; readonly reason: string }
  /** Everything up to here is settled. */
  | { readonly type: 'checkpoint'; readonly place: bigint }
  /** Nothing of the parked stream before this revision is needed any more. */
  | { readonly type: 'truncate-parked'; readonly before: bigint };
