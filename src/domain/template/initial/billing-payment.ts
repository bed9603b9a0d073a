import type { InitialTemplate } from './initial-template';
import { fact, facts, mailPage, paragraph } from './mail-page';
import { optional, required } from './variable';

const payment = [
  optional('username', 'string', 'lin'),
  optional('email', 'string', 'lin@example.com'),
  required('paymentId', 'string', 'pay-1'),
  optional('orderId', 'string', 'order-1'),
  required('amount', 'number', 99.5),
  required('paymentMethod', 'string', 'alipay'),
];
/** The platform's names of the ways to pay, as people call them; any other stands as it came. */
const method = (alipay: string, wechat: string): string =>
  `{{#ifEquals paymentMethod 'alipay'}}${alipay}{{else}}{{#ifEquals paymentMethod 'wechat'}}${wechat}{{else}}{{paymentMethod}}{{/ifEquals}}{{/ifEquals}}`;
const methodZh = method('支付宝', '微信支付');
const methodEn = method('Alipay', 'WeChat Pay');

const succeeded: InitialTemplate = {
  code: 'billing.payment_success',
  type: 'billing.payment_success',
  channels: ['websocket', 'email', 'sms'],
  priority: 'P2',
  variables: [
    ...payment,
    required('paidAt', 'instant', '2026-01-15T02:30:00.000Z'),
    optional('newBalance', 'number', 199.5),
  ],
  texts: {
    'zh-CN': {
      title: '支付成功',
      body: '您已成功支付 {{formatCurrency amount}}（{{paymentId}}）。',
      emailHtml: mailPage(
        'zh-CN',
        '支付成功',
        paragraph('我们已收到您的付款，感谢您的支持。'),
        facts(
          fact('金额', '{{formatCurrency amount}}'),
          fact('支付方式', methodZh),
          fact('支付单号', '{{paymentId}}'),
          fact('订单号', '{{orderId}}', 'orderId'),
          fact('支付时间', '{{formatDate paidAt}}'),
          fact('账户余额', '{{formatCurrency newBalance}}', 'newBalance'),
        ),
      ),
      smsText:
        '【云手机】您已成功支付 {{formatCurrency amount}}{{#if newBalance}}，账户余额 {{formatCurrency newBalance}}{{/if}}。',
    },
    'en-US': {
      title: 'Payment received',
      body: 'Your payment of {{formatCurrency amount}} was successful ({{paymentId}}).',
      emailHtml: mailPage(
        'en-US',
        'Payment received',
        paragraph('We have received your payment. Thank you.'),
        facts(
          fact('Amount', '{{formatCurrency amount}}'),
          fact('Paid with', methodEn),
          fact('Payment ID', '{{paymentId}}'),
          fact('Order ID', '{{orderId}}', 'orderId'),
          fact('Paid', '{{formatDate paidAt}}'),
          fact('Balance', '{{formatCurrency newBalance}}', 'newBalance'),
        ),
      ),
      smsText:
        '[Cloud Phone] Your payment of {{formatCurrency amount}} was successful.{{#if newBalance}} Balance: {{formatCurrency newBalance}}.{{/if}}',
    },
  },
};

const failed: InitialTemplate = {
  code: 'billing.payment_failed',
  type: 'billing.payment_failed',
  channels: ['websocket', 'email', 'sms'],
  priority: 'P0',
  variables: [
    ...payment,
    required('reason', 'string', 'insufficient funds'),
    required('failedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '支付失败',
      body: '您的 {{formatCurrency amount}} 付款未成功：{{reason}}。请重新支付，以免服务中断。',
      emailHtml: mailPage(
        'zh-CN',
        '支付失败',
        paragraph('很抱歉，您的付款没有成功，款项未入账。'),
        facts(
          fact('金额', '{{formatCurrency amount}}'),
          fact('支付方式', methodZh),
          fact('支付单号', '{{paymentId}}'),
          fact('订单号', '{{orderId}}', 'orderId'),
          fact('原因', '{{reason}}'),
          fact('时间', '{{formatDate failedAt}}'),
        ),
        paragraph('请检查支付方式后重新支付，以免云手机服务中断。'),
      ),
      smsText: '【云手机】您的 {{formatCurrency amount}} 付款未成功：{{reason}}。请重新支付，以免服务中断。',
    },
    'en-US': {
      title: 'Payment failed',
      body: 'Your payment of {{formatCurrency amount}} did not go through: {{reason}}. Please pay again to keep your service running.',
      emailHtml: mailPage(
        'en-US',
        'Payment failed',
        paragraph('We are sorry: your payment did not go through, and nothing was credited.'),
        facts(
          fact('Amount', '{{formatCurrency amount}}'),
          fact('Paid with', methodEn),
          fact('Payment ID', '{{paymentId}}'),
          fact('Order ID', '{{orderId}}', 'orderId'),
          fact('Reason', '{{reason}}'),
          fact('When', '{{formatDate failedAt}}'),
        ),
        paragraph('Please check your payment method and pay again, so that your cloud phones keep running.'),
      ),
      smsText:
        '[Cloud Phone] Your payment of {{formatCurrency amount}} did not go through: {{reason}}. Please pay again to keep your service running.',
    },
  },
};

export const billingPaymentTemplates: ReadonlyArray<InitialTemplate> = [succeeded, failed];
