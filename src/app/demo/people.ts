const subscriptionOf = (userId: string) => ({
  endpoint: `https://push.example.org/${userId}`,
  keys: { p256dh: 'BEXAMPLE', auth: 'example' },
});

/** Made-up recipients, of either language, as `PUT /recipients/:userId` takes them. */
export const people = [
  { userId: 'u-1', locale: 'zh-CN', timezone: 'Asia/Shanghai', phone: '+8613800138000' },
  { userId: 'u-2', locale: 'en-US', timezone: 'America/New_York', phone: '+12025550143' },
  { userId: 'u-3', locale: 'zh-CN', timezone: 'Asia/Shanghai', phone: '+8613900139000' },
  { userId: 'u-4', locale: 'en-US', timezone: 'Europe/London', phone: '+442079460958' },
].map(({ userId, ...contacts }) => ({
  userId,
  contacts: { ...contacts, email: `${userId}@example.org`, pushSubscriptions: [subscriptionOf(userId)] },
}));
