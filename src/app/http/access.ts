import type { Role } from '../../domain/recipient/events';
import type { Caller } from '../caller';

/** `own`: any user, for what is theirs; `service`: a service of the platform; else a role. */
export type Grant = 'own' | 'service' | Role;

/** How far a caller reaches by a route: everyone's things, or only their own. */
export type Reach = 'all' | 'own';

/** Who may what, route by route (contract: interfaces, column 'who'). Whoever is not named is refused with 403. */
export const access = {
  requestNotification: ['service', 'admin'],
  listBatches: ['service', 'admin', 'auditor'],
  readBatch: ['service', 'admin', 'auditor'],
  listBatchFailures: ['service', 'admin', 'auditor'],
  pauseBatch: ['service', 'admin'],
  resumeBatch: ['service', 'admin'],
  cancelBatch: ['service', 'admin'],
  requestBulk: ['service', 'admin'],
  broadcast: ['service', 'admin'],
  listInbox: ['own', 'service', 'admin'],
  listInboxOfUser: ['own', 'service', 'admin'],
  countUnread: ['own'],
  readNotification: ['own', 'admin', 'auditor'],
  listDeliveries: ['admin', 'auditor'],
  readStatistics: ['admin', 'auditor'],
  markRead: ['own'],
  markAllRead: ['own'],
  cancelNotification: ['service', 'admin'],
  archiveNotification: ['own'],
  archiveNotifications: ['own'],
  readRecipient: ['own', 'service', 'admin'],
  changeRecipient: ['own', 'service', 'admin'],
  eraseRecipient: ['admin'],
  listRetries: ['operator'],
  retryDelivery: ['operator'],
  abandonDelivery: ['operator'],
  listOutbox: ['operator'],
  listDeadLetters: ['operator'],
  replayDeadLetter: ['operator'],
  discardDeadLetter: ['operator'],
  listProjections: ['operator'],
  rebuildProjection: ['operator'],
  cancelRebuild: ['operator'],
  historyOfNotification: ['auditor'],
  historyOfUser: ['auditor'],
  streamHistory: ['auditor'],
  readAsOf: ['auditor'],
} as const satisfies Readonly<Record<string, ReadonlyArray<Grant>>>;

export type GuardedRouteId = keyof typeof access;

/** What a role holds beside itself: an admin is an operator too, and a super admin everything. */
const held: Readonly<Partial<Record<Role, ReadonlyArray<Role>>>> = {
  admin: ['operator', 'template-manager'],
  super_admin: ['admin', 'auditor', 'operator', 'template-manager'],
};

const grantsOf = (caller: Caller): ReadonlyArray<Grant> => {
  if (caller.kind === 'service') return ['service'];
  return caller.roles.flatMap((role) => [role, ...(held[role] ?? [])]);
};

/** Whether the caller holds the role, by itself or through a greater one. */
export const holds = (caller: Caller, role: Role): boolean => grantsOf(caller).includes(role);

/** How far the caller reaches by this route; undefined: not at all. */
export const reachOf = (caller: Caller, route: GuardedRouteId): Reach | undefined => {
  const granted: ReadonlyArray<Grant> = access[route];
  if (grantsOf(caller).some((grant) => granted.includes(grant))) return 'all';
  return caller.kind === 'user' && granted.includes('own') ? 'own' : undefined;
};
