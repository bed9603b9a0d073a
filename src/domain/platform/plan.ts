import type { RecordReason } from '../inbound/events';
import type { Contacts } from '../recipient/contacts';
import type { Instant, UserId } from '../shared/codecs';
import type { Notice } from './platform-event';

export type Recipients =
  { readonly kind: 'user'; readonly userId: UserId } | { readonly kind: 'operators' } | { readonly kind: 'everyone' };

/** What the directory learns: the fields that the event carries, and since when they hold. */
export type DirectoryUpdate = { readonly userId: UserId; readonly set: Contacts; readonly changedAt: Instant };

/** A notice that goes out only where the throttle of its scope admits it (src/domain/throttle). */
export type Admission = {
  readonly userId: UserId;
  readonly scope: ReadonlyArray<string>;
  readonly happenedAt: Instant;
  readonly apartMillis: number;
};

/** What is to follow from a message of the platform. */
export type Plan = { readonly directory: DirectoryUpdate | null } & (
  | { readonly kind: 'record'; readonly why: RecordReason; readonly userId: UserId | null }
  | {
      readonly kind: 'notify';
      readonly recipients: Recipients;
      readonly notice: Notice;
      /** Nothing of it is sent from then on. */
      readonly expiresAt: Instant | null;
      /** Addresses that the event itself names; they go before those of the directory. */
      readonly contacts: Contacts;
      /** Null: goes out whatever went before. */
      readonly admission: Admission | null;
    }
);
