import type { InitialTemplate } from './initial-template';
import { button, copyable, fact, facts, mailPage, paragraph } from './mail-page';
import { optional, required, secret } from './variable';

const user = [
  optional('username', 'string', 'lin'),
  optional('userRole', 'string', 'user'),
  optional('email', 'string', 'lin@example.com'),
];
const whence = [optional('ipAddress', 'string', '203.0.113.7'), optional('device', 'string', 'Chrome, Windows')];

const loginFailed: InitialTemplate = {
  code: 'user.login_failed',
  type: 'user.login_failed',
  channels: ['email', 'sms', 'push', 'websocket'],
  priority: 'P0',
  variables: [
    ...user,
    required('ipAddress', 'string', '203.0.113.7'),
    optional('location', 'string', 'Shanghai'),
    optional('device', 'string', 'Chrome, Windows'),
    optional('failureCount', 'number', 3),
    required('timestamp', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '登录失败提醒',
      body: '您的账号于 {{formatDate timestamp}} 从 {{ipAddress}}{{#if location}}（{{location}}）{{/if}}登录失败{{#if failureCount}}，已连续失败 {{formatNumber failureCount}} 次{{/if}}。如非本人操作，请尽快修改密码。',
      emailHtml: mailPage(
        'zh-CN',
        '登录失败提醒',
        paragraph('有人多次尝试登录您的账号，但没有成功。'),
        facts(
          fact('时间', '{{formatDate timestamp}}'),
          fact('IP 地址', '{{ipAddress}}'),
          fact('地点', '{{location}}', 'location'),
          fact('设备', '{{device}}', 'device'),
          fact('连续失败', '{{formatNumber failureCount}} 次', 'failureCount'),
        ),
        paragraph('如果是您本人忘记了密码，可以在登录页重置。如果不是，请尽快修改密码并开启两步验证。'),
      ),
      smsText:
        '【云手机】您的账号从 {{ipAddress}} 登录失败{{#if failureCount}} {{failureCount}} 次{{/if}}。如非本人操作，请尽快修改密码。',
    },
    'en-US': {
      title: 'Failed sign-in attempts',
      body: 'A sign-in to your account from {{ipAddress}}{{#if location}} ({{location}}){{/if}} failed on {{formatDate timestamp}}{{#if failureCount}}, attempt {{formatNumber failureCount}} in a row{{/if}}. If this was not you, change your password.',
      emailHtml: mailPage(
        'en-US',
        'Failed sign-in attempts',
        paragraph('Someone tried several times to sign in to your account and did not succeed.'),
        facts(
          fact('When', '{{formatDate timestamp}}'),
          fact('IP address', '{{ipAddress}}'),
          fact('Location', '{{location}}', 'location'),
          fact('Device', '{{device}}', 'device'),
          fact('Failures in a row', '{{formatNumber failureCount}}', 'failureCount'),
        ),
        paragraph(
          'If you forgot your password, reset it on the sign-in page. If this was not you, change your password and turn on two-factor authentication.',
        ),
      ),
      smsText:
        '[Cloud Phone] Failed sign-in to your account from {{ipAddress}}. If this was not you, change your password.',
    },
  },
};

/** Title and body say only that it was sent: the secrets stand in the mail and the text message alone. */
const passwordReset: InitialTemplate = {
  code: 'user.password_reset',
  type: 'user.password_reset_requested',
  channels: ['email', 'sms'],
  priority: 'P0',
  variables: [
    ...user,
    optional('phone', 'string', '+8613800000000'),
    secret(required('resetToken', 'string', 'sample-token')),
    secret(optional('resetCode', 'string', '000000')),
    secret(optional('resetLink', 'string', 'https://example.com/reset')),
    required('expiresAt', 'instant', '2026-01-15T03:00:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '重置密码',
      body: '您申请了重置密码，重置方式已发送给您，请在 {{formatDate expiresAt}} 前完成。如非本人操作，请忽略。',
      emailHtml: mailPage(
        'zh-CN',
        '重置密码',
        paragraph('我们收到了重置您账号密码的申请，请使用下面的信息完成重置。'),
        `{{#if resetLink}}${button('重置密码', '{{resetLink}}')}{{/if}}`,
        `{{#if resetCode}}${paragraph('验证码')}${copyable('{{resetCode}}')}{{/if}}`,
        paragraph('重置令牌'),
        copyable('{{resetToken}}'),
        facts(fact('有效期至', '{{formatDate expiresAt}}')),
        paragraph('请勿将以上内容告诉任何人。如果这不是您本人的操作，请忽略本邮件，您的密码不会改变。'),
      ),
      smsText:
        '【云手机】重置密码{{#if resetCode}}验证码：{{resetCode}}{{else}}令牌：{{resetToken}}{{/if}}，{{formatDate expiresAt}} 前有效。请勿告诉他人。',
    },
    'en-US': {
      title: 'Reset your password',
      body: 'You asked to reset your password. We have sent you what you need; please use it before {{formatDate expiresAt}}. If this was not you, ignore it.',
      emailHtml: mailPage(
        'en-US',
        'Reset your password',
        paragraph(
          'We received a request to reset the password of your account. Use the following to choose a new one.',
        ),
        `{{#if resetLink}}${button('Reset password', '{{resetLink}}')}{{/if}}`,
        `{{#if resetCode}}${paragraph('Code')}${copyable('{{resetCode}}')}{{/if}}`,
        paragraph('Reset token'),
        copyable('{{resetToken}}'),
        facts(fact('Valid until', '{{formatDate expiresAt}}')),
        paragraph('Share this with nobody. If this was not you, ignore this message; your password stays as it is.'),
      ),
      smsText:
        '[Cloud Phone] Your password reset {{#if resetCode}}code: {{resetCode}}{{else}}token: {{resetToken}}{{/if}}, valid until {{formatDate expiresAt}}. Share it with nobody.',
    },
  },
};

const passwordChanged: InitialTemplate = {
  code: 'user.password_changed',
  type: 'user.password_changed',
  channels: ['websocket', 'email', 'sms'],
  priority: 'P2',
  variables: [...user, required('changedAt', 'instant', '2026-01-15T02:30:00.000Z'), ...whence],
  texts: {
    'zh-CN': {
      title: '密码已修改',
      body: '您的账号密码已于 {{formatDate changedAt}} 修改。如非本人操作，请立即重置密码并联系客服。',
      emailHtml: mailPage(
        'zh-CN',
        '密码已修改',
        paragraph('您的账号密码已修改成功，请使用新密码登录。'),
        facts(
          fact('修改时间', '{{formatDate changedAt}}'),
          fact('IP 地址', '{{ipAddress}}', 'ipAddress'),
          fact('设备', '{{device}}', 'device'),
        ),
        paragraph('如果这不是您本人的操作，请立即重置密码并联系客服。'),
      ),
      smsText: '【云手机】您的账号密码已于 {{formatDate changedAt}} 修改。如非本人操作，请立即重置密码并联系客服。',
    },
    'en-US': {
      title: 'Your password was changed',
      body: 'The password of your account was changed on {{formatDate changedAt}}. If this was not you, reset it now and contact support.',
      emailHtml: mailPage(
        'en-US',
        'Your password was changed',
        paragraph('The password of your account was changed. Please use the new one to sign in.'),
        facts(
          fact('When', '{{formatDate changedAt}}'),
          fact('IP address', '{{ipAddress}}', 'ipAddress'),
          fact('Device', '{{device}}', 'device'),
        ),
        paragraph('If this was not you, reset your password now and contact support.'),
      ),
      smsText:
        '[Cloud Phone] Your password was changed on {{formatDate changedAt}}. If this was not you, reset it now and contact support.',
    },
  },
};

/** What guards an account. */
export const userSecurityTemplates: ReadonlyArray<InitialTemplate> = [loginFailed, passwordReset, passwordChanged];
