import * as TE from 'fp-ts/TaskEither';
import type { BatchView, FailedRecipient } from '../../src/app/batches/batch-view';
import type { Bulk } from '../../src/app/bulk/bulk-request';
import type { Commands, Written } from '../../src/app/commands';
import { createAuthenticate } from '../../src/app/http/authenticate';
import type { HttpDeps } from '../../src/app/http/create-app';
import { defaultRateLimits } from '../../src/app/http/limit-rate';
import { createMetrics } from '../../src/app/metrics';
import type { InboxItem, Queries } from '../../src/app/queries';
import type { Logger } from '../../src/domain/ports/logger';
import type { Instant, NotificationId, UserId } from '../../src/domain/shared/codecs';
import { createTestClock } from './test-clock';

export const NOW = '2026-03-01T08:00:00.000Z' as Instant;
export const secret = 'a secret of the tests, 32 bytes long';
export const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A notification of the user `u-1`, as the inbox has it. */
export const item: InboxItem = {
  id: 'n-1' as NotificationId,
  userId: 'u-1' as UserId,
  type: 'device.error',
  title: 'A title',
  body: 'A body',
  data: { deviceId: 'd-1' },
  priority: 'P0',
  status: 'requested',
  createdAt: NOW,
  sendAt: null,
  expiresAt: null,
  readAt: null,
  archivedAt: null,
  channels: [{ channel: 'websocket', status: 'succeeded', pushedAt: NOW }],
};

/** A batch that is under way, and somebody whom it did not reach. */
export const batch: BatchView = {
  batchId: 'b-1',
  templateCode: 'system.update',
  priority: 'P3',
  totalUsers: 3,
  processedUsers: 2,
  successCount: 1,
  failureCount: 1,
  untoldCount: 0,
  status: 'processing',
  progress: 66.6,
  estimatedTimeRemaining: '2 minutes',
  estimatedSecondsRemaining: 90,
  channels: [{ channel: 'websocket', succeeded: 1, failed: 0, suppressed: 0 }],
  failure: null,
  retryOf: null,
  createdAt: NOW,
  completedAt: null,
};
const failedRecipient: FailedRecipient = {
  userId: 'u-2' as UserId,
  notificationId: null,
  deliveryId: null,
  channel: null,
  status: 'rejected',
  reason: 'erased',
  at: NOW,
};

const wrote = <A>(value: A): TE.TaskEither<never, Written<A>> => TE.right({ value, position: 7n, replayed: false });

/** Use cases that always succeed. */
export const obliging: Commands = {
  requestNotification: () => wrote({ id: item.id, status: 'requested', channels: ['websocket'], createdAt: NOW }),
  markRead: () => wrote({ readAt: NOW }),
  readAll: () => wrote({ count: 3 }),
  archive: (_userId, ids) => wrote({ count: ids.length }),
  cancel: () => wrote(undefined),
  changeContacts: () => wrote(undefined),
  eraseRecipient: () => wrote(undefined),
  retryDelivery: () => wrote(undefined),
  abandonDelivery: () => wrote(undefined),
  orderBatch: () => wrote(undefined),
  recordRead: () => wrote(undefined),
};

const noDeliveries = { pending: 0, deferred: 0, retrying: 0, succeeded: 0, failed: 0, suppressed: 0 };

/** Views that hold the one item. */
export const holdingOne: Queries = {
  inbox: () => TE.right({ data: [item], nextCursor: null }),
  unreadCount: () => TE.right(1),
  notification: (id) => (id === item.id ? TE.right(item) : TE.left({ _tag: 'NotFound' })),
  shownNotification: (id) => (id === item.id ? TE.right(item) : TE.left({ _tag: 'NotFound' })),
  deliveries: () => TE.right([]),
  retries: () => TE.right({ data: [], nextCursor: null }),
  batch: (batchId) => (batchId === batch.batchId ? TE.right(batch) : TE.left({ _tag: 'NotFound' })),
  batches: () => TE.right({ data: [batch], nextCursor: null }),
  batchFailures: () => TE.right({ data: [failedRecipient], nextCursor: null }),
  statistics: () =>
    TE.right({
      total: 1,
      byStatus: { requested: 1, completed: 0, 'partly-failed': 0, failed: 0, cancelled: 0, expired: 0 },
      byChannel: {
        websocket: { ...noDeliveries, succeeded: 1 },
        email: noDeliveries,
        sms: noDeliveries,
        push: noDeliveries,
      },
      byType: { 'device.error': 1 },
      otherTypes: 0,
    }),
  recipient: (userId) => TE.right({ userId, contacts: { email: 'a@example.org' }, roles: ['user'], erased: false }),
  reached: () => TE.right(undefined),
  historyOfNotification: () => TE.right([]),
  historyOfUser: () => TE.right({ data: [], next: null }),
  asOf: () => TE.right({ at: NOW, position: null, data: [{ ...item, deliveries: [] }], nextCursor: null }),
};

const many = () => wrote({ batchId: 'b-1', totalUsers: 2, createdAt: NOW, duplicates: 0 });

/** Takes in whatever is listed, and reads none of it. */
const acceptingMany: Bulk = { request: many, upload: many, broadcast: many };

const none = async function* (): AsyncGenerator<never> {};

/** What the HTTP interface is made of, with everything behind it played; each part can be replaced. */
export const httpDeps = (overrides: Partial<HttpDeps> = {}): HttpDeps => {
  const clock = createTestClock(NOW);
  return {
    commands: obliging,
    queries: holdingOne,
    readHistory: none,
    tellBatch: none,
    retryBatch: () => wrote({ batchId: 'b-2', totalUsers: 1, createdAt: NOW, duplicates: 0 }),
    bulk: acceptingMany,
    deadLetters: {
      list: () => TE.right({ data: [], nextCursor: null }),
      replay: () => wrote(undefined),
      discard: () => wrote(undefined),
    },
    connections: () => 2,
    projections: {
      list: () => TE.right([]),
      rebuild: () => TE.right({ rebuildId: 'r-1' }),
      cancel: () => TE.right(undefined),
    },
    outbox: { list: () => TE.right([]) },
    health: async () => [{ name: 'journal', isUp: true }],
    metrics: createMetrics({ process: false }),
    logger: silent,
    authenticate: createAuthenticate({ key: { kind: 'secret', secret }, clock }),
    rateLimits: defaultRateLimits,
    isServed: () => true,
    clock,
    ...overrides,
  };
};
