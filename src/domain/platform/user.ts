/** What the user service says. */
import type { Aliases } from './shape';
import { always, never, until } from './condition';
import { Id, Num, Text, Texts, User, When } from './fields';
import { type ContactSources, platformEvent } from './platform-event';

const user = { userId: User };
/** Contacts stand in any of its events that has them. */
const about = { username: Text, userRole: Text, email: Text, phone: Text, locale: Text, timezone: Text };
const aliases: Aliases = { email: ['userEmail'], timezone: ['timeZone'] };
const contacts: ContactSources = {
  email: 'email',
  phone: 'phone',
  locale: 'locale',
  timezone: 'timezone',
  username: 'username',
};
const links = () => ({ link: '/account/security' });

/** From so many failed logins on the user is told; a publisher that does not count means that many. */
const alarmingFailures = 3;

export const userEvents = [
  platformEvent({
    eventType: 'user.registered',
    required: { ...user, registerTime: When },
    optional: about,
    aliases: { ...aliases, registerTime: ['registeredAt'] },
    audience: 'user',
    notice: { template: 'user.registered', channels: ['websocket', 'email', 'sms'], priority: 'P3', bypasses: [] },
    contacts,
    contactsSince: 'registerTime',
    links: () => ({ link: '/devices' }),
  }),
  platformEvent({
    eventType: 'user.login_failed',
    required: { ipAddress: Text, timestamp: When },
    optional: { ...user, ...about, location: Text, device: Text, failureCount: Num },
    aliases: { ...aliases, timestamp: ['attemptTime'] },
    audience: 'user-or-nobody',
    notice: {
      template: 'user.login_failed',
      channels: ['email', 'sms', 'push', 'websocket'],
      priority: 'P0',
      bypasses: [],
    },
    condition: ({ failureCount = alarmingFailures }) =>
      failureCount < alarmingFailures ? never('below-threshold') : always,
    contacts,
    links,
  }),
  platformEvent({
    eventType: 'user.password_reset_requested',
    required: { ...user, resetToken: Text, expiresAt: When },
    optional: { ...about, resetCode: Id },
    aliases,
    audience: 'user',
    notice: {
      template: 'user.password_reset',
      channels: ['email', 'sms'],
      priority: 'P0',
      bypasses: ['preferences'],
    },
    condition: ({ expiresAt }) => until(expiresAt),
    contacts,
    links: ({ resetToken }) => ({ resetLink: `/reset-password?token=${encodeURIComponent(resetToken)}` }),
  }),
  platformEvent({
    eventType: 'user.password_changed',
    required: { ...user, changedAt: When },
    optional: { ...about, ipAddress: Text, device: Text },
    aliases,
    audience: 'user',
    notice: {
      template: 'user.password_changed',
      channels: ['websocket', 'email', 'sms'],
      priority: 'P2',
      bypasses: ['quiet-hours'],
    },
    contacts,
    links,
  }),
  platformEvent({
    eventType: 'user.two_factor_enabled',
    required: { ...user, enabledAt: When },
    optional: about,
    aliases,
    audience: 'user',
    notice: { template: 'user.two_factor_enabled', channels: ['websocket', 'email'], priority: 'P2', bypasses: [] },
    contacts,
    links,
  }),
  platformEvent({
    eventType: 'user.profile_updated',
    required: { ...user, updatedFields: Texts, updatedAt: When },
    optional: about,
    aliases,
    audience: 'user',
    notice: { template: 'user.profile_updated', channels: ['websocket'], priority: 'P3', bypasses: [] },
    contacts,
    contactsSince: 'updatedAt',
    links: () => ({ link: '/account/profile' }),
  }),
];
