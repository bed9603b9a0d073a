import type { InitialTemplate } from './initial-template';
import { optional, required } from './variable';

const profileUpdated: InitialTemplate = {
  code: 'user.profile_updated',
  type: 'user.profile_updated',
  channels: ['websocket'],
  priority: 'P3',
  variables: [
    optional('username', 'string', 'lin'),
    optional('userRole', 'string', 'user'),
    required('updatedFields', 'array', ['email', 'phone']),
    required('updatedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '个人资料已更新',
      body: '您的个人资料已于 {{formatDate updatedAt}} 更新。如非本人操作，请尽快修改密码并联系客服。',
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'Your profile was updated',
      body: 'Your profile was updated on {{formatDate updatedAt}}. If this was not you, change your password and contact support.',
      emailHtml: null,
      smsText: null,
    },
  },
};

export const userProfileTemplates: ReadonlyArray<InitialTemplate> = [profileUpdated];
