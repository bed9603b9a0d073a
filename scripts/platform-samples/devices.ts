/** Samples of what happens to devices and to the apps on them. */
import type { Samples, Scene } from './scene';

const about = ({ userId, n }: Scene) => ({
  userId,
  deviceName: `Phone ${n}`,
  userRole: 'user',
  userEmail: `user.${n}@example.com`,
  tenantId: 't-1',
  providerType: 'redroid',
  deviceType: 'phone',
});
const device = (scene: Scene) => ({ ...about(scene), deviceId: `d-${scene.n}` });
const app = ({ userId, n }: Scene) => ({
  appId: `app-${n}`,
  appName: 'Calculator',
  deviceId: `d-${n}`,
  deviceName: `Phone ${n}`,
  userId,
});

export const deviceSamples: Samples = {
  'device.created': (scene) => ({
    ...device(scene),
    deviceConfig: { cpuCores: 4, memoryMB: 8192, storageGB: 64, androidVersion: '14', resolution: '1080x2400' },
    createdAt: scene.at(0),
  }),
  'device.creation_failed': (scene) => ({
    ...about(scene),
    reason: 'no host has room for it',
    errorCode: 'QUOTA_EXCEEDED',
    failedAt: scene.at(0),
  }),
  'device.started': (scene) => ({ ...device(scene), startedAt: scene.at(0) }),
  'device.stopped': (scene) => ({
    ...device(scene),
    stoppedAt: scene.at(0),
    duration: 7500,
    reason: 'stopped by its user',
  }),
  'device.error': (scene) => ({
    ...device(scene),
    errorType: 'storage',
    errorMessage: 'The disk is full',
    errorCode: 'ENOSPC',
    occurredAt: scene.at(0),
    priority: 'critical',
  }),
  'device.connection_lost': (scene) => ({ ...device(scene), lastSeenAt: scene.at(-60), lostAt: scene.at(0) }),
  'device.deleted': (scene) => ({ ...device(scene), deletedAt: scene.at(0), reason: 'deleted by its user' }),
  'app.install_requested': (scene) => ({ ...app(scene), requestedAt: scene.at(0) }),
  'app.installed': (scene) => ({ ...app(scene), installedAt: scene.at(0), version: '1.2.0' }),
  'app.install_failed': (scene) => ({ ...app(scene), reason: 'not enough storage', failedAt: scene.at(0) }),
  'app.updated': (scene) => ({ ...app(scene), oldVersion: '1.2.0', newVersion: '1.3.0', updatedAt: scene.at(0) }),
  'app.uninstalled': (scene) => ({ ...app(scene), uninstalledAt: scene.at(0) }),
  'app.crashed': (scene) => ({ ...app(scene), crashReason: 'OutOfMemoryError', crashedAt: scene.at(0) }),
};
