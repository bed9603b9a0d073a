import type { Assembled } from './assemble';
import type { Roles } from './roles';
import type { Supervisor } from './supervise';

/**
 * Starts the loops of these roles, once the views are there. Each of them may run in several processes: what one stores at an
 * exact revision, the others find stored. Every role but `project` and `ws` can end a delivery with a secret, and can raise an
 * alert.
 */
export const startRoles = (
  { delivery, batches, alerts, intake }: Pick<Assembled, 'delivery' | 'batches' | 'alerts' | 'intake'>,
  roles: Roles,
  supervisor: Supervisor,
): void => {
  const isIn = (...some: ReadonlyArray<Parameters<Roles['has']>[0]>): boolean => some.some((role) => roles.has(role));
  if (isIn('dispatch')) delivery.startDispatching(supervisor);
  else if (isIn('api', 'ingest', 'deliver')) delivery.startDestroying(supervisor);
  if (isIn('deliver')) delivery.startDelivering(supervisor);
  if (isIn('deliver') && !isIn('dispatch')) delivery.takeUpOwn(supervisor);
  if (isIn('dispatch')) batches.start(supervisor);
  if (isIn('api', 'ingest', 'dispatch', 'deliver')) alerts.start(supervisor);
  if (isIn('dispatch')) alerts.startWatching(supervisor);
  if (isIn('ingest')) intake.start(supervisor);
};

/** From the start on: what is stored while the views are made is pushed too. */
export const startPush = (
  {
    push,
    gateway,
    living,
    presence,
    tellProgress,
  }: Pick<Assembled, 'push' | 'gateway' | 'living' | 'presence' | 'tellProgress'>,
  roles: Roles,
  supervisor: Supervisor,
): void => {
  supervisor.run('living', living.run);
  if (!roles.has('ws')) return;
  supervisor.run('presence', presence.run);
  supervisor.run('push', async (signal) => push.follow(gateway, signal));
  supervisor.run('batch progress', async (signal) => tellProgress(gateway, signal));
};
