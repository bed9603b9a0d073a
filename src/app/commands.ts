import type { TaskEither } from 'fp-ts/TaskEither';
import type { Contacts } from '../domain/recipient/contacts';
import type { ContactField, Role } from '../domain/recipient/events';
import type { Channel, DeliveryId, Instant, NotificationId, Priority, UserId } from '../domain/shared/codecs';
import type { JsonObject } from '../domain/shared/json';
import type { Position } from '../domain/shared/stored-event';
import type { BatchOrder } from './batches/batch-view';
import type { Caller } from './caller';
import type { AppFailure } from './failure';

/**
 * `position` is that of the last event written, or of the one that made it so where nothing was written; `replayed`: an
 * earlier call with the same key had done it.
 */
export type Written<A> = { readonly value: A; readonly position: Position; readonly replayed: boolean };
type Writes<A> = TaskEither<AppFailure, Written<A>>;

/** Channel and locale are the caller's words, not checked yet. */
export type NotificationRequest = {
  readonly userId: UserId;
  readonly content:
    | { readonly kind: 'template'; readonly code: string }
    | { readonly kind: 'plain'; readonly type: string; readonly title: string; readonly body: string };
  readonly data: JsonObject;
  readonly channels: ReadonlyArray<string> | undefined;
  readonly priority: Priority | undefined;
  readonly locale: string | undefined;
  readonly expiresAt: Instant | undefined;
  readonly sendAt: Instant | undefined;
};

export type RequestAnswer = {
  readonly id: NotificationId;
  readonly status: 'requested';
  readonly channels: ReadonlyArray<Channel>;
  readonly createdAt: Instant;
};

/** What a caller wants the directory to know: fields set, fields cleared; the others stay. */
export type ContactsChange = {
  readonly set: Contacts;
  readonly cleared: ReadonlyArray<ContactField>;
  readonly roles: ReadonlyArray<Role> | undefined;
};

/** The idempotency key a caller sent, and the method and path that scope it. */
export type IdempotencyScope = { readonly key: string; readonly method: string; readonly path: string };

/** Everything that changes the ledger from outside. Whether a caller may is decided before, at the edge. */
export type Commands = {
  readonly requestNotification: (
    caller: Caller,
    request: NotificationRequest,
    scope: IdempotencyScope | undefined,
  ) => Writes<RequestAnswer>;
  readonly markRead: (userId: UserId, id: NotificationId) => Writes<{ readonly readAt: Instant }>;
  readonly readAll: (userId: UserId) => Writes<{ readonly count: number }>;
  /** All or none exist and are the user's; archived ones stay so, and are not counted again. */
  readonly archive: (userId: UserId, ids: ReadonlyArray<NotificationId>) => Writes<{ readonly count: number }>;
  readonly cancel: (caller: Caller, id: NotificationId) => Writes<undefined>;
  readonly changeContacts: (caller: Caller, userId: UserId, change: ContactsChange) => Writes<undefined>;
  readonly eraseRecipient: (caller: Caller, userId: UserId) => Writes<undefined>;
  readonly retryDelivery: (caller: Caller, id: DeliveryId) => Writes<undefined>;
  readonly abandonDelivery: (caller: Caller, id: DeliveryId) => Writes<undefined>;
  readonly orderBatch: (caller: Caller, batchId: string, order: BatchOrder) => Writes<undefined>;
  /** An auditor's reading is itself recorded, before anything is read. */
  readonly recordRead: (caller: Caller, what: string, subject: string) => Writes<undefined>;
};
