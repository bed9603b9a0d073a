/** What the device service says. */
import { durationInWords } from './amounts';
import { Id, Num, oneOf, Text, User, When } from './fields';
import { providerName } from './names';
import { type ContactSources, platformEvent } from './platform-event';
import { shape } from './shape';

const owner = { userId: User };
const device = { ...owner, deviceId: Id };
const about = { deviceName: Text, userRole: Text, userEmail: Text, tenantId: Id, providerType: Text, deviceType: Text };
const contacts: ContactSources = { email: 'userEmail' };
const wording = ({ providerType }: { readonly providerType?: string }) => ({
  providerName: providerName(providerType),
});
const links = ({ deviceId }: { readonly deviceId: string }) => ({ link: `/devices/${encodeURIComponent(deviceId)}` });

const DeviceConfig = shape(
  { cpuCores: Num, memoryMB: Num },
  { storageGB: Num, androidVersion: Text, resolution: Text },
);

export const deviceEvents = [
  platformEvent({
    eventType: 'device.created',
    required: { ...device, createdAt: When },
    optional: { ...about, deviceConfig: DeviceConfig },
    audience: 'user',
    notice: { template: 'device.created', channels: ['websocket', 'email', 'push'], priority: 'P2', bypasses: [] },
    contacts,
    wording,
    links,
  }),
  platformEvent({
    eventType: 'device.creation_failed',
    required: { ...owner, reason: Text, failedAt: When },
    optional: { ...about, errorCode: Id },
    audience: 'user',
    notice: {
      template: 'device.creation_failed',
      channels: ['websocket', 'email', 'push'],
      priority: 'P1',
      bypasses: [],
    },
    contacts,
    wording,
    links: () => ({ link: '/devices' }),
  }),
  platformEvent({
    eventType: 'device.started',
    required: { ...device, startedAt: When },
    optional: { ...about, duration: Num, reason: Text },
    audience: 'user',
    notice: { template: 'device.started', channels: ['websocket'], priority: 'P2', bypasses: [] },
    contacts,
    wording: (started) => ({ ...wording(started), durationText: durationInWords(started.duration) }),
    links,
  }),
  platformEvent({
    eventType: 'device.stopped',
    required: { ...device, stoppedAt: When },
    optional: { ...about, duration: Num, reason: Text },
    audience: 'user',
    notice: { template: 'device.stopped', channels: ['websocket'], priority: 'P2', bypasses: [] },
    contacts,
    wording: (stopped) => ({ ...wording(stopped), durationText: durationInWords(stopped.duration) }),
    links,
  }),
  platformEvent({
    eventType: 'device.error',
    required: { ...device, errorMessage: Text, occurredAt: When },
    optional: {
      ...about,
      errorType: Text,
      errorCode: Id,
      /** How grave the device finds it; to the ledger all of them are P0. */
      priority: oneOf('low', 'medium', 'high', 'critical'),
    },
    audience: 'user',
    notice: {
      template: 'device.error',
      channels: ['websocket', 'email', 'sms', 'push'],
      priority: 'P0',
      bypasses: ['quiet-hours'],
    },
    contacts,
    wording,
    links,
  }),
  platformEvent({
    eventType: 'device.connection_lost',
    required: { ...device, lastSeenAt: When, lostAt: When },
    optional: about,
    audience: 'user',
    notice: {
      template: 'device.connection_lost',
      channels: ['websocket', 'email', 'push'],
      priority: 'P0',
      bypasses: [],
    },
    contacts,
    wording,
    links,
  }),
  platformEvent({
    eventType: 'device.deleted',
    required: { ...device, deletedAt: When },
    optional: { ...about, reason: Text },
    /** Three publishers tell it, each with an id, a time and a reason of its own. */
    naturalKey: { by: 'deviceId', agreeing: ['userId'] },
    audience: 'user',
    notice: { template: 'device.deleted', channels: ['websocket', 'email'], priority: 'P2', bypasses: [] },
    contacts,
    wording,
    links: () => ({ link: '/devices' }),
  }),
];
