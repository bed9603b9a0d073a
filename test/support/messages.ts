import type { Mail, Push, Text } from '../../src/domain/ports/providers';

export const mail: Mail = {
  userId: 'u-1',
  to: 'u-1@example.org',
  shown: { subject: 'Reset', text: 'Your code is 4711', html: '<p>Your code is 4711</p>' },
  atRest: { subject: 'Reset', text: 'Your code is ***', html: '<p>Your code is ***</p>' },
};

export const text: Text = { userId: 'u-1', to: '+8613800000000', shown: 'Code 4711', atRest: 'Code ***' };

export const push: Push = {
  userId: 'u-1',
  to: [{ endpoint: 'https://push.example.org/1', keys: { p256dh: 'p256dh-of-1', auth: 'auth-of-1' } }],
  notificationId: 'n-1',
  shown: { title: 'Reset', body: 'Code 4711' },
  atRest: { title: 'Reset', body: 'Code ***' },
};
