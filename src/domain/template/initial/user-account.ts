import type { InitialTemplate } from './initial-template';
import { fact, facts, mailPage, paragraph } from './mail-page';
import { optional, required } from './variable';

const user = [
  optional('username', 'string', 'lin'),
  optional('userRole', 'string', 'user'),
  optional('email', 'string', 'lin@example.com'),
];

const registered: InitialTemplate = {
  code: 'user.registered',
  type: 'user.registered',
  channels: ['websocket', 'email', 'sms'],
  priority: 'P3',
  variables: [
    ...user,
    optional('phone', 'string', '+8613800000000'),
    required('registerTime', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '欢迎使用云手机',
      body: '{{#if username}}{{username}}，{{/if}}您的账号已注册成功，现在就可以创建第一台云手机了。',
      emailHtml: mailPage(
        'zh-CN',
        '欢迎使用云手机',
        paragraph('您的账号已注册成功。登录控制台，只需几步就能创建第一台云手机，并在上面安装应用。'),
        facts(
          fact('用户名', '{{username}}', 'username'),
          fact('注册时间', '{{formatDate registerTime}}', 'registerTime'),
        ),
        paragraph('如果这不是您本人的操作，请尽快联系客服。'),
      ),
      smsText: '【云手机】您的账号已注册成功，欢迎使用。登录控制台即可创建第一台云手机。',
    },
    'en-US': {
      title: 'Welcome to Cloud Phone',
      body: '{{#if username}}{{username}}, your{{else}}Your{{/if}} account is ready. You can create your first cloud phone now.',
      emailHtml: mailPage(
        'en-US',
        'Welcome to Cloud Phone',
        paragraph(
          'Your account is ready. Sign in to the console to create your first cloud phone and install apps on it.',
        ),
        facts(
          fact('User name', '{{username}}', 'username'),
          fact('Registered', '{{formatDate registerTime}}', 'registerTime'),
        ),
        paragraph('If you did not sign up, please contact support as soon as you can.'),
      ),
      smsText: '[Cloud Phone] Your account is ready. Sign in to the console to create your first cloud phone.',
    },
  },
};

const twoFactorEnabled: InitialTemplate = {
  code: 'user.two_factor_enabled',
  type: 'user.two_factor_enabled',
  channels: ['websocket', 'email'],
  priority: 'P2',
  variables: [...user, required('enabledAt', 'instant', '2026-01-15T02:30:00.000Z')],
  texts: {
    'zh-CN': {
      title: '两步验证已开启',
      body: '您的账号已于 {{formatDate enabledAt}} 开启两步验证，以后登录时需要输入动态验证码。',
      emailHtml: mailPage(
        'zh-CN',
        '两步验证已开启',
        paragraph('您的账号已开启两步验证。以后登录时，除密码外还需要输入动态验证码。'),
        facts(fact('开启时间', '{{formatDate enabledAt}}')),
        paragraph('请妥善保管备用验证码。如果这不是您本人的操作，请立即修改密码并联系客服。'),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'Two-factor authentication is on',
      body: 'Two-factor authentication was turned on for your account on {{formatDate enabledAt}}. From now on you need a code to sign in.',
      emailHtml: mailPage(
        'en-US',
        'Two-factor authentication is on',
        paragraph(
          'Two-factor authentication is now on for your account. To sign in you need a one-time code besides your password.',
        ),
        facts(fact('Turned on', '{{formatDate enabledAt}}')),
        paragraph(
          'Keep your backup codes in a safe place. If this was not you, change your password now and contact support.',
        ),
      ),
      smsText: null,
    },
  },
};

/** An account's beginnings. */
export const userAccountTemplates: ReadonlyArray<InitialTemplate> = [registered, twoFactorEnabled];
