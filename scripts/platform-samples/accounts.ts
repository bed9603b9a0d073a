/** Samples of what happens to a user's account and money. */
import type { Samples, Scene } from './scene';

const user = ({ userId, n }: Scene) => ({
  userId,
  username: `user ${n}`,
  userRole: 'user',
  email: `user.${n}@example.com`,
});
const payer = ({ userId, n }: Scene) => ({ userId, username: `user ${n}`, email: `user.${n}@example.com` });

export const accountSamples: Samples = {
  'user.registered': (scene) => ({ ...user(scene), phone: '+8613800138000', registerTime: scene.at(0) }),
  'user.login_failed': (scene) => ({
    ...user(scene),
    ipAddress: '203.0.113.7',
    location: 'Shanghai',
    device: 'Chrome, Windows',
    failureCount: 3,
    timestamp: scene.at(0),
  }),
  'user.password_reset_requested': (scene) => ({
    ...user(scene),
    resetToken: `token-${scene.n}`,
    resetCode: '482913',
    phone: '+8613800138000',
    expiresAt: scene.at(3600),
  }),
  'user.password_changed': (scene) => ({
    ...user(scene),
    changedAt: scene.at(0),
    ipAddress: '203.0.113.7',
    device: 'Chrome, Windows',
  }),
  'user.two_factor_enabled': (scene) => ({ ...user(scene), enabledAt: scene.at(0) }),
  'user.profile_updated': (scene) => ({ ...user(scene), updatedFields: ['email', 'username'], updatedAt: scene.at(0) }),
  'billing.low_balance': (scene) => ({
    ...payer(scene),
    currentBalance: 8.5,
    threshold: 20,
    daysRemaining: 2,
    detectedAt: scene.at(0),
  }),
  'billing.payment_success': (scene) => ({
    ...payer(scene),
    paymentId: `pay-${scene.n}`,
    orderId: `order-${scene.n}`,
    amount: 99.9,
    paymentMethod: 'alipay',
    paidAt: scene.at(0),
    newBalance: 108.4,
  }),
  'billing.payment_failed': (scene) => ({
    ...payer(scene),
    paymentId: `pay-${scene.n}`,
    orderId: `order-${scene.n}`,
    amount: 99.9,
    paymentMethod: 'wechat',
    reason: 'the bank refused it',
    failedAt: scene.at(0),
  }),
  'billing.invoice_generated': (scene) => ({
    ...payer(scene),
    invoiceId: `inv-${scene.n}`,
    amount: 320,
    dueDate: scene.at(864_000),
    generatedAt: scene.at(0),
    month: '2026-02',
  }),
  'billing.invoice_overdue': (scene) => ({
    ...payer(scene),
    invoiceId: `inv-${scene.n}`,
    amount: 320,
    dueDate: scene.at(-259_200),
    overdueDays: 3,
  }),
  'billing.consumption_warning': (scene) => ({
    ...payer(scene),
    currentConsumption: 81.2,
    warningThreshold: 80,
    period: 'daily',
    detectedAt: scene.at(0),
  }),
};
