import type { InitialTemplate } from './initial-template';
import { fact, facts, linkButton, mailPage, paragraph } from './mail-page';
import { optional, required } from './variable';

const payer = [
  optional('username', 'string', 'lin'),
  optional('email', 'string', 'lin@example.com'),
  optional('link', 'string', 'https://example.com/billing'),
];

const invoiceOverdue: InitialTemplate = {
  code: 'billing.invoice_overdue',
  type: 'billing.invoice_overdue',
  channels: ['websocket', 'email', 'sms'],
  priority: 'P0',
  variables: [
    ...payer,
    required('invoiceId', 'string', 'inv-1'),
    required('amount', 'number', 320),
    required('dueDate', 'instant', '2026-02-15T00:00:00.000Z'),
    required('overdueDays', 'number', 3),
  ],
  texts: {
    'zh-CN': {
      title: '账单已逾期',
      body: '您的账单 {{invoiceId}}（{{formatCurrency amount}}）应于 {{formatDate dueDate}} 前支付，已逾期 {{formatNumber overdueDays}} 天。请尽快支付，以免服务中断。',
      emailHtml: mailPage(
        'zh-CN',
        '账单已逾期',
        paragraph('您有一笔账单尚未支付，请尽快处理。逾期未付可能导致云手机停止运行。'),
        facts(
          fact('账单号', '{{invoiceId}}'),
          fact('金额', '{{formatCurrency amount}}'),
          fact('到期时间', '{{formatDate dueDate}}'),
          fact('已逾期', '{{formatNumber overdueDays}} 天'),
        ),
        linkButton('查看账单'),
        paragraph('如果您已经付款，请忽略本邮件。'),
      ),
      smsText:
        '【云手机】您的账单 {{invoiceId}}（{{formatCurrency amount}}）已逾期 {{formatNumber overdueDays}} 天，请尽快支付，以免服务中断。',
    },
    'en-US': {
      title: 'Your invoice is overdue',
      body: 'Your invoice {{invoiceId}} over {{formatCurrency amount}} was due on {{formatDate dueDate}}; days overdue: {{formatNumber overdueDays}}. Please pay it soon to keep your service running.',
      emailHtml: mailPage(
        'en-US',
        'Your invoice is overdue',
        paragraph('One of your invoices has not been paid. Your cloud phones may be stopped if it stays unpaid.'),
        facts(
          fact('Invoice ID', '{{invoiceId}}'),
          fact('Amount', '{{formatCurrency amount}}'),
          fact('Due', '{{formatDate dueDate}}'),
          fact('Days overdue', '{{formatNumber overdueDays}}'),
        ),
        linkButton('See the invoice'),
        paragraph('If you have paid it in the meantime, please ignore this message.'),
      ),
      smsText:
        '[Cloud Phone] Your invoice {{invoiceId}} over {{formatCurrency amount}} is overdue. Please pay it soon to keep your service running.',
    },
  },
};

const inPeriod = (daily: string, monthly: string): string =>
  `{{#ifEquals period 'daily'}}${daily}{{else}}${monthly}{{/ifEquals}}`;
const periodZh = inPeriod('今日', '本月');
const periodEn = inPeriod('today', 'this month');

const consumptionWarning: InitialTemplate = {
  code: 'billing.consumption_warning',
  type: 'billing.consumption_warning',
  channels: ['websocket', 'email'],
  priority: 'P1',
  variables: [
    ...payer,
    required('currentConsumption', 'number', 81.2),
    required('warningThreshold', 'number', 80),
    required('period', 'string', 'daily'),
    required('detectedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '消费提醒',
      body: `您${periodZh}已消费 {{formatCurrency currentConsumption}}，达到提醒金额 {{formatCurrency warningThreshold}}。`,
      emailHtml: mailPage(
        'zh-CN',
        '消费提醒',
        paragraph(`您${periodZh}的消费已达到设定的提醒金额。`),
        facts(
          fact('已消费', '{{formatCurrency currentConsumption}}'),
          fact('提醒金额', '{{formatCurrency warningThreshold}}'),
          fact('时间', '{{formatDate detectedAt}}'),
        ),
        linkButton('查看用量'),
        paragraph('如需控制费用，可以停止暂时不用的云手机，或调整提醒金额。'),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'Spending warning',
      body: `You have spent {{formatCurrency currentConsumption}} ${periodEn}, past your warning amount of {{formatCurrency warningThreshold}}.`,
      emailHtml: mailPage(
        'en-US',
        'Spending warning',
        paragraph(`What you have spent ${periodEn} has reached the amount that you are warned at.`),
        facts(
          fact('Spent', '{{formatCurrency currentConsumption}}'),
          fact('Warning amount', '{{formatCurrency warningThreshold}}'),
          fact('When', '{{formatDate detectedAt}}'),
        ),
        linkButton('See your usage'),
        paragraph('To keep costs down, stop the cloud phones that you do not need, or change the warning amount.'),
      ),
      smsText: null,
    },
  },
};

/** What needs a payer's attention soon. */
export const billingWarningTemplates: ReadonlyArray<InitialTemplate> = [invoiceOverdue, consumptionWarning];
