/** What the billing service says. Amounts are in CNY. */
import { Id, Num, oneOf, Text, User, When } from './fields';
import { type ContactSources, platformEvent } from './platform-event';

const payer = { userId: User };
const about = { username: Text, email: Text };
const aliases = { email: ['userEmail'] };
const contacts: ContactSources = { email: 'email', username: 'username' };

const payment = { ...payer, paymentId: Id, amount: Num, paymentMethod: Text };
const invoice = { ...payer, invoiceId: Id, amount: Num, dueDate: When };
const invoiceLink = ({ invoiceId }: { readonly invoiceId: string }) => ({
  link: `/billing/invoices/${encodeURIComponent(invoiceId)}`,
});
const topUp = () => ({ link: '/billing/recharge' });

export const billingEvents = [
  platformEvent({
    eventType: 'billing.low_balance',
    required: { ...payer, currentBalance: Num, threshold: Num, detectedAt: When },
    optional: { ...about, daysRemaining: Num },
    aliases,
    audience: 'user',
    notice: {
      template: 'billing.low_balance',
      channels: ['websocket', 'email', 'sms', 'push'],
      priority: 'P1',
      bypasses: ['quiet-hours'],
    },
    contacts,
    links: topUp,
  }),
  platformEvent({
    eventType: 'billing.payment_success',
    required: { ...payment, paidAt: When },
    optional: { ...about, orderId: Id, newBalance: Num },
    aliases,
    audience: 'user',
    notice: {
      template: 'billing.payment_success',
      channels: ['websocket', 'email', 'sms'],
      priority: 'P2',
      bypasses: [],
    },
    contacts,
    links: () => ({ link: '/billing/payments' }),
  }),
  platformEvent({
    eventType: 'billing.payment_failed',
    required: { ...payment, reason: Text, failedAt: When },
    optional: { ...about, orderId: Id },
    aliases,
    audience: 'user',
    notice: {
      template: 'billing.payment_failed',
      channels: ['websocket', 'email', 'sms'],
      priority: 'P0',
      bypasses: [],
    },
    contacts,
    links: topUp,
  }),
  platformEvent({
    eventType: 'billing.invoice_generated',
    required: { ...invoice, generatedAt: When },
    optional: { ...about, month: Text },
    aliases,
    audience: 'user',
    notice: { template: 'billing.invoice_generated', channels: ['websocket', 'email'], priority: 'P2', bypasses: [] },
    contacts,
    links: invoiceLink,
  }),
  platformEvent({
    eventType: 'billing.invoice_overdue',
    required: { ...invoice, overdueDays: Num },
    optional: about,
    aliases,
    audience: 'user',
    notice: {
      template: 'billing.invoice_overdue',
      channels: ['websocket', 'email', 'sms'],
      priority: 'P0',
      bypasses: [],
    },
    contacts,
    links: invoiceLink,
  }),
  platformEvent({
    eventType: 'billing.consumption_warning',
    required: {
      ...payer,
      currentConsumption: Num,
      warningThreshold: Num,
      period: oneOf('daily', 'monthly'),
      detectedAt: When,
    },
    optional: about,
    aliases,
    audience: 'user',
    notice: {
      template: 'billing.consumption_warning',
      channels: ['websocket', 'email'],
      priority: 'P1',
      bypasses: [],
    },
    contacts,
    links: () => ({ link: '/billing/usage' }),
  }),
];
