import type { InitialTemplate } from './initial-template';
import { fact, facts, mailPage, paragraph } from './mail-page';
import { optional, required } from './variable';

const user = [optional('username', 'string', 'lin'), optional('email', 'string', 'lin@example.com')];

const lowBalance: InitialTemplate = {
  code: 'billing.low_balance',
  type: 'billing.low_balance',
  channels: ['websocket', 'email', 'sms', 'push'],
  priority: 'P1',
  variables: [
    ...user,
    required('currentBalance', 'number', 8.5),
    required('threshold', 'number', 20),
    optional('daysRemaining', 'number', 2),
    required('detectedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '账户余额不足',
      body: '您的账户余额为 {{formatCurrency currentBalance}}，已低于 {{formatCurrency threshold}}{{#if daysRemaining}}，预计还可使用 {{formatNumber daysRemaining}} 天{{/if}}。请及时充值。',
      emailHtml: mailPage(
        'zh-CN',
        '账户余额不足',
        paragraph('您的账户余额已低于提醒金额。余额用完后，云手机将停止运行，请及时充值。'),
        facts(
          fact('当前余额', '{{formatCurrency currentBalance}}'),
          fact('提醒金额', '{{formatCurrency threshold}}'),
          fact('预计可用', '{{formatNumber daysRemaining}} 天', 'daysRemaining'),
          fact('时间', '{{formatDate detectedAt}}'),
        ),
      ),
      smsText: '【云手机】您的账户余额为 {{formatCurrency currentBalance}}，请及时充值，以免服务中断。',
    },
    'en-US': {
      title: 'Your balance is low',
      body: 'Your balance is {{formatCurrency currentBalance}}, below {{formatCurrency threshold}}{{#if daysRemaining}}; days left at the present rate: {{formatNumber daysRemaining}}{{/if}}. Please top up.',
      emailHtml: mailPage(
        'en-US',
        'Your balance is low',
        paragraph(
          'Your balance has fallen below the amount you are warned at. Your cloud phones stop when it is used up, so please top up in time.',
        ),
        facts(
          fact('Balance', '{{formatCurrency currentBalance}}'),
          fact('Warning amount', '{{formatCurrency threshold}}'),
          fact('Days left at the present rate', '{{formatNumber daysRemaining}}', 'daysRemaining'),
          fact('When', '{{formatDate detectedAt}}'),
        ),
      ),
      smsText:
        '[Cloud Phone] Your balance is {{formatCurrency currentBalance}}. Please top up to keep your cloud phones running.',
    },
  },
};

const invoiceGenerated: InitialTemplate = {
  code: 'billing.invoice_generated',
  type: 'billing.invoice_generated',
  channels: ['websocket', 'email'],
  priority: 'P2',
  variables: [
    ...user,
    required('invoiceId', 'string', 'inv-1'),
    required('amount', 'number', 320),
    required('dueDate', 'instant', '2026-02-15T00:00:00.000Z'),
    required('generatedAt', 'instant', '2026-01-31T16:00:00.000Z'),
    optional('month', 'string', '2026-01'),
  ],
  texts: {
    'zh-CN': {
      title: '{{#if month}}{{month}} {{/if}}账单已生成',
      body: '您的{{#if month}} {{month}} {{/if}}账单已生成，金额 {{formatCurrency amount}}，请于 {{formatDate dueDate}} 前支付。',
      emailHtml: mailPage(
        'zh-CN',
        '账单已生成',
        paragraph('您的新账单已生成，请在到期前支付。'),
        facts(
          fact('账单号', '{{invoiceId}}'),
          fact('账期', '{{month}}', 'month'),
          fact('金额', '{{formatCurrency amount}}'),
          fact('到期时间', '{{formatDate dueDate}}'),
          fact('生成时间', '{{formatDate generatedAt}}'),
        ),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'Your invoice{{#if month}} for {{month}}{{/if}} is ready',
      body: 'Your invoice{{#if month}} for {{month}}{{/if}} over {{formatCurrency amount}} is ready. Please pay it by {{formatDate dueDate}}.',
      emailHtml: mailPage(
        'en-US',
        'Your invoice is ready',
        paragraph('A new invoice is ready. Please pay it by its due date.'),
        facts(
          fact('Invoice ID', '{{invoiceId}}'),
          fact('Period', '{{month}}', 'month'),
          fact('Amount', '{{formatCurrency amount}}'),
          fact('Due', '{{formatDate dueDate}}'),
          fact('Issued', '{{formatDate generatedAt}}'),
        ),
      ),
      smsText: null,
    },
  },
};

export const billingAccountTemplates: ReadonlyArray<InitialTemplate> = [lowBalance, invoiceGenerated];
