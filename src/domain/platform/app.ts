/** What the app service says. */
import { Id, Text, User, When } from './fields';
import { platformEvent } from './platform-event';

const app = { appId: Id, deviceId: Id, userId: User };
const about = { appName: Text, deviceName: Text };
const aliases = { appId: ['applicationId'] };
const links = ({ deviceId }: { readonly deviceId: string }) => ({
  link: `/devices/${encodeURIComponent(deviceId)}/apps`,
});

const fiveMinutes = 5 * 60_000;

export const appEvents = [
  platformEvent({
    eventType: 'app.install_requested',
    required: { ...app, requestedAt: When },
    optional: about,
    aliases,
    audience: 'user',
    notice: null,
  }),
  platformEvent({
    eventType: 'app.installed',
    required: { ...app, installedAt: When },
    optional: { ...about, version: Text },
    aliases,
    audience: 'user',
    notice: { template: 'app.installed', channels: ['websocket', 'push'], priority: 'P2', bypasses: [] },
    links,
  }),
  platformEvent({
    eventType: 'app.install_failed',
    required: { ...app, reason: Text, failedAt: When },
    optional: about,
    aliases,
    audience: 'user',
    notice: { template: 'app.install_failed', channels: ['websocket', 'push', 'email'], priority: 'P1', bypasses: [] },
    links,
  }),
  platformEvent({
    eventType: 'app.updated',
    required: { appId: Id, newVersion: Text, updatedAt: When },
    /** An edit of the catalogue names neither a user nor a device. */
    optional: { ...about, userId: User, deviceId: Id, oldVersion: Text },
    aliases,
    audience: 'user-or-nobody',
    notice: { template: 'app.updated', channels: ['websocket'], priority: 'P2', bypasses: [] },
  }),
  platformEvent({
    eventType: 'app.uninstalled',
    required: { ...app, uninstalledAt: When },
    optional: about,
    aliases,
    audience: 'user',
    notice: { template: 'app.uninstalled', channels: ['websocket'], priority: 'P2', bypasses: [] },
    links,
  }),
  platformEvent({
    eventType: 'app.crashed',
    required: { ...app, crashReason: Text, crashedAt: When },
    optional: about,
    aliases,
    audience: 'user',
    notice: { template: 'app.crashed', channels: ['websocket', 'push'], priority: 'P1', bypasses: [] },
    condition: ({ userId, appId, deviceId, crashedAt }) => ({
      kind: 'apart',
      scope: [userId, appId, deviceId],
      at: crashedAt,
      millis: fiveMinutes,
    }),
    links,
  }),
];
