import type { InitialTemplate } from './initial-template';
import { fact, facts, mailPage, paragraph } from './mail-page';
import { optional, required } from './variable';

const services = (separator: string): string =>
  `{{#each affectedServices}}{{#unless @first}}${separator}{{/unless}}{{this}}{{/each}}`;

const maintenance: InitialTemplate = {
  code: 'system.maintenance',
  type: 'system.maintenance',
  channels: ['websocket', 'email'],
  priority: 'P3',
  variables: [
    optional('username', 'string', 'lin'),
    required('title', 'string', 'Network upgrade'),
    required('message', 'string', 'We are upgrading the network of the data centre.'),
    required('startTime', 'instant', '2026-01-15T18:00:00.000Z'),
    required('endTime', 'instant', '2026-01-15T20:00:00.000Z'),
    required('duration', 'number', 120),
    required('affectedServices', 'array', ['console', 'cloud phones']),
  ],
  texts: {
    'zh-CN': {
      title: '系统维护：{{title}}',
      body: '{{message}} 维护时间：{{formatDate startTime}} 至 {{formatDate endTime}}，约 {{formatNumber duration}} 分钟。',
      emailHtml: mailPage(
        'zh-CN',
        '系统维护通知',
        paragraph('{{message}}'),
        facts(
          fact('开始时间', '{{formatDate startTime}}'),
          fact('结束时间', '{{formatDate endTime}}'),
          fact('预计时长', '{{formatNumber duration}} 分钟'),
          fact('受影响的服务', services('、'), 'affectedServices'),
        ),
        paragraph('维护期间部分功能可能无法使用，给您带来不便，敬请谅解。'),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'Maintenance: {{title}}',
      body: '{{message}} From {{formatDate startTime}} to {{formatDate endTime}}, about {{formatNumber duration}} minutes.',
      emailHtml: mailPage(
        'en-US',
        'Scheduled maintenance',
        paragraph('{{message}}'),
        facts(
          fact('From', '{{formatDate startTime}}'),
          fact('To', '{{formatDate endTime}}'),
          fact('Expected to take', '{{formatNumber duration}} minutes'),
          fact('Affected services', services(', '), 'affectedServices'),
        ),
        paragraph('Some functions may not be available during this time. We apologize for the inconvenience.'),
      ),
      smsText: null,
    },
  },
};

export const systemTemplates: ReadonlyArray<InitialTemplate> = [maintenance];
