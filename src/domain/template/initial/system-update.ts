import type { InitialTemplate } from './initial-template';
import { optional, required } from './variable';

const update: InitialTemplate = {
  code: 'system.update',
  type: 'system.update',
  channels: ['websocket'],
  priority: 'P3',
  variables: [
    required('version', 'string', '3.1.0'),
    required('title', 'string', 'Faster start'),
    required('description', 'string', 'Cloud phones now start in half the time.'),
    required('features', 'array', ['faster start', 'dark mode']),
    optional('featuresText', 'string', 'faster start, dark mode'),
    required('releasedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '系统更新：{{title}}',
      body: '云手机平台已更新到 {{version}}。{{description}}{{#if featuresText}} 新功能：{{featuresText}}。{{/if}}',
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'Update: {{title}}',
      body: 'The cloud phone platform was updated to {{version}}. {{description}}{{#if featuresText}} New: {{featuresText}}.{{/if}}',
      emailHtml: null,
      smsText: null,
    },
  },
};

export const systemUpdateTemplates: ReadonlyArray<InitialTemplate> = [update];
