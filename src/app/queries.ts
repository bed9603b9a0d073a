import type { TaskEither } from 'fp-ts/TaskEither';
import type { DomainEvent } from '../domain/events';
import type { Contacts } from '../domain/recipient/contacts';
import type { Role } from '../domain/recipient/events';
import type { Channel, DeliveryId, Instant, NotificationId, Priority, UserId } from '../domain/shared/codecs';
import type { JsonObject } from '../domain/shared/json';
import type { Recorded } from '../domain/shared/recorded';
import type { Position, StoredEvent } from '../domain/shared/stored-event';
import type { BatchView, FailedRecipient } from './batches/batch-view';
import type { AppFailure } from './failure';

export type NotificationStatus = 'requested' | 'completed' | 'partly-failed' | 'failed' | 'cancelled' | 'expired';
export type ChannelStatus = 'pending' | 'deferred' | 'retrying' | 'succeeded' | 'failed' | 'suppressed';
export type ChannelState = { readonly channel: Channel; readonly status: ChannelStatus; readonly pushedAt?: Instant };

/** Title, body and data are null once their recipient was erased. */
export type InboxItem = {
  readonly id: NotificationId;
  readonly userId: UserId;
  readonly type: string;
  readonly title: string | null;
  readonly body: string | null;
  readonly data: JsonObject | null;
  readonly priority: Priority;
  readonly status: NotificationStatus;
  readonly createdAt: Instant;
  readonly sendAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly readAt: Instant | null;
  readonly archivedAt: Instant | null;
  readonly channels: ReadonlyArray<ChannelState>;
};

/** Either by cursor or by page (counted from 1, which adds `total`). */
export type Paging =
  | { readonly kind: 'cursor'; readonly limit: number; readonly cursor: string | undefined }
  | { readonly kind: 'page'; readonly page: number; readonly pageSize: number };
export type Listed<A> = {
  readonly data: ReadonlyArray<A>;
  readonly nextCursor: string | null;
  readonly total?: number;
};

export type InboxQuery = {
  readonly userId: UserId;
  readonly unreadOnly: boolean;
  /** True: the archived ones instead. */
  readonly archived: boolean;
  readonly type: string | undefined;
  /** `since` inclusive, `until` exclusive. */
  readonly since: Instant | undefined;
  readonly until: Instant | undefined;
  readonly paging: Paging;
};

export type AttemptView = {
  readonly number: number;
  readonly provider: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly outcome: 'open' | 'succeeded' | 'failed' | 'unknown';
  readonly reason: string | null;
  readonly lasting: boolean;
};
export type DeliveryView = {
  readonly id: DeliveryId;
  readonly notificationId: NotificationId;
  readonly channel: Channel;
  readonly status: ChannelStatus;
  readonly round: number;
  /** Why it is as it is: the reason of a suppression, deferral, exhaustion or abandonment. */
  readonly why: string | null;
  readonly nextTryAt: Instant | null;
  readonly attempts: ReadonlyArray<AttemptView>;
};
export type WaitingRetry = {
  readonly deliveryId: DeliveryId;
  readonly notificationId: NotificationId;
  readonly userId: UserId;
  readonly channel: Channel;
  readonly priority: Priority;
  readonly attempts: number;
  readonly reason: string | null;
  readonly nextTryAt: Instant;
};
export type RecipientView = {
  readonly userId: UserId;
  readonly contacts: Contacts;
  readonly roles: ReadonlyArray<Role>;
  readonly erased: boolean;
};

/** How many notifications stand how; types beyond the first thousand are counted together in `otherTypes`. */
export type Statistics = {
  readonly total: number;
  readonly byStatus: Readonly<Record<NotificationStatus, number>>;
  readonly byChannel: Readonly<Record<Channel, Readonly<Record<ChannelStatus, number>>>>;
  readonly byType: Readonly<Record<string, number>>;
  readonly otherTypes: number;
};

/** One event as an auditor reads it: `personal` and `secrets` opened where their keys live, else `{"erased": true}`. */
export type HistoryEvent = Recorded<DomainEvent> & { readonly personal: unknown };

/** A moment of the past, itself included: by the events' `at`, or by a place in the ledger. */
export type Moment =
  { readonly kind: 'time'; readonly at: Instant } | { readonly kind: 'position'; readonly position: Position };
export type AsOfQuery = {
  readonly userId: UserId;
  readonly moment: Moment;
  /** This one alone, wherever it stood. */
  readonly notificationId: NotificationId | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
};
export type PastItem = InboxItem & { readonly deliveries: ReadonlyArray<DeliveryView> };
/** `at`: the time that it shows, null before the first event; `position`: the place, where one was asked for. */
export type PastInbox = Listed<PastItem> & { readonly at: Instant | null; readonly position: Position | null };

/** A read waits until its view has reached `atLeast` (at most 2 s, else Unavailable). */
export type ReadAt = { readonly atLeast: Position | undefined };
type Reads<A> = TaskEither<AppFailure, A>;

/** Everything that is read from the views, opened at this edge only. */
export type Queries = {
  /** For a read that no view answers: Unavailable where the ledger has not come so far. */
  readonly reached: (at: ReadAt) => Reads<void>;
  readonly inbox: (query: InboxQuery, at: ReadAt) => Reads<Listed<InboxItem>>;
  readonly unreadCount: (userId: UserId, at: ReadAt) => Reads<number>;
  /**
   * NotFound where it is not there; whose it is, is the caller's to check (`userId`). `of`: it is looked for among what is this
   * user's alone.
   */
  readonly notification: (id: NotificationId, at: ReadAt, of?: UserId) => Reads<InboxItem>;
  /** The same as its recipient sees it: NotFound also before its time, as in the inbox. */
  readonly shownNotification: (id: NotificationId, at: ReadAt, of?: UserId) => Reads<InboxItem>;
  readonly deliveries: (id: NotificationId, at: ReadAt) => Reads<ReadonlyArray<DeliveryView>>;
  readonly retries: (paging: Paging, at: ReadAt) => Reads<Listed<WaitingRetry>>;
  readonly batch: (batchId: string, at: ReadAt) => Reads<BatchView>;
  readonly batches: (paging: Paging, at: ReadAt) => Reads<Listed<BatchView>>;
  readonly batchFailures: (batchId: string, paging: Paging, at: ReadAt) => Reads<Listed<FailedRecipient>>;
  readonly statistics: (at: ReadAt) => Reads<Statistics>;
  readonly recipient: (userId: UserId, at: ReadAt) => Reads<RecipientView>;
  /** The inbox and its deliveries as they stood at a moment, folded from the user's own streams. */
  readonly asOf: (query: AsOfQuery, at: ReadAt) => Reads<PastInbox>;
  /** Every event of the notification and its deliveries, in journal order. */
  readonly historyOfNotification: (id: NotificationId, at: ReadAt) => Reads<ReadonlyArray<HistoryEvent>>;
  /** Every event that concerns the user, in journal order, after a position. */
  readonly historyOfUser: (
    userId: UserId,
    range: { readonly after: Position; readonly limit: number },
    at: ReadAt,
  ) => Reads<{ readonly data: ReadonlyArray<HistoryEvent>; readonly next: Position | null }>;
};

export type HistoryFilter = {
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
  readonly fromPosition: Position | undefined;
  readonly type: string | undefined;
  readonly stream: string | undefined;
  readonly correlationId: string | undefined;
  /** Asked of each event as it is stored, before anything is decoded; absent: all pass. */
  readonly concerns?: (stored: StoredEvent) => boolean;
};
/** The whole history that passes, streamed in constant memory; throws a JournalError where it can't go on. */
export type ReadHistory = (filter: HistoryFilter) => AsyncIterable<HistoryEvent>;
